using System.Globalization;

namespace LangSo.Sheets;

/// <summary>Writes CSV as Vietnamese Excel opens it: semicolons, decimal commas, UTF-8 with its mark.</summary>
internal sealed class CsvLines(TextWriter text, char delimiter = ';')
{
    private bool _begun;

    public void Cell(string value)
    {
        if (_begun) text.Write(delimiter);
        _begun = true;
        if (value.AsSpan().IndexOfAny([delimiter, '"', '\n', '\r']) < 0)
        {
            text.Write(value);
            return;
        }
        text.Write('"');
        text.Write(value.Replace("\"", "\"\""));
        text.Write('"');
    }

    public void Cell(decimal value)
    {
        var written = value.ToString("0.############", CultureInfo.InvariantCulture);
        Cell(delimiter == ',' ? written : written.Replace('.', ','));
    }

    public void End()
    {
        text.Write("\r\n");
        _begun = false;
    }
}
