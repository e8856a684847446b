using System.Globalization;
using System.Security.Cryptography;
using CsvHelper;
using LangSo.Foundation;

namespace LangSo.Territory.DataFiles;

/// <summary>
/// A data file as rows of named fields. Reading collects every fault (file, row, field, rule), so that whoever wrote the file
/// mends it in one go; a table with faults gives no rows to anyone.
/// </summary>
public sealed class DataTable
{
    private readonly List<Problem> _problems = [];

    private DataTable(string file, string hash) => (File, Hash) = (file, hash);

    /// <summary>The file's name without its folder.</summary>
    public string File { get; }

    /// <summary>SHA-256 of the bytes, hex: what the ledger keeps.</summary>
    public string Hash { get; }

    /// <summary>The rows in their order.</summary>
    public IReadOnlyList<DataRow> Rows { get; private set; } = [];

    /// <summary>What is wrong so far.</summary>
    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>Reads UTF-8 CSV with a header row that has at least <paramref name="columns"/>.</summary>
    public static DataTable Read(string folder, string file, params string[] columns)
    {
        byte[] bytes;
        try
        {
            bytes = System.IO.File.ReadAllBytes(Path.Combine(folder, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var missing = new DataTable(file, "");
            missing._problems.Add(new Problem(file, "Không đọc được tệp dữ liệu {0}.", file));
            return missing;
        }
        var table = new DataTable(file, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        table.Parse(bytes, columns);
        return table;
    }

    /// <summary>The same of a file that somebody sent.</summary>
    public static DataTable Read(byte[] bytes, string file, params string[] columns)
    {
        var table = new DataTable(file, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        table.Parse(bytes, columns);
        return table;
    }

    private void Parse(byte[] bytes, string[] columns)
    {
        var options = new CsvReaderOptions { Separator = ',', TrackLineNumbers = true, MalformedData = CsvMalformedDataHandling.Throw };
        using var reader = CsvReader.Create(bytes, options);
        try
        {
            reader.ReadHeader();
            var names = reader.Headers.ToArray();
            foreach (var column in columns.Except(names)) Fault(1, column, "thiếu cột này");
            if (_problems.Count > 0) return;
            var rows = new List<DataRow>();
            while (reader.Read())
            {
                var line = (int)reader.LineNumber;
                if (reader.FieldCount != names.Length)
                {
                    Fault(line, "", "có " + reader.FieldCount + " ô, phải có " + names.Length);
                    continue;
                }
                var fields = new Dictionary<string, string>(names.Length, StringComparer.Ordinal);
                for (var i = 0; i < names.Length; i++) fields[names[i]] = VnText.Clean(reader.GetString(i));
                rows.Add(new DataRow(this, line, fields));
            }
            Rows = rows;
        }
        catch (CsvFormatException e)
        {
            Fault((int)e.LineNumber, "", "không đúng dạng CSV");
        }
    }

    internal void Fault(int line, string field, string rule) => _problems.Add(field.Length == 0
        ? new Problem(File, "{0}, dòng {1}: {2}.", File, line, rule)
        : new Problem(File, "{0}, dòng {1}, cột {2}: {3}.", File, line, field, rule));
}

/// <summary>One row of a data file; asking for a field in a form that it does not have adds a fault to the table.</summary>
public sealed class DataRow
{
    private readonly DataTable _table;
    private readonly Dictionary<string, string> _fields;

    internal DataRow(DataTable table, int line, Dictionary<string, string> fields) => (_table, Line, _fields) = (table, line, fields);

    /// <summary>The line in the file, from 1.</summary>
    public int Line { get; }

    /// <summary>The field as it stands, NFC; empty when it is empty or not a column of this file.</summary>
    public string this[string field] => _fields.GetValueOrDefault(field, "");

    /// <summary>A text that may not be empty.</summary>
    public string Required(string field)
    {
        if (this[field].Length == 0) Fault(field, "không được để trống");
        return this[field];
    }

    /// <summary>One of the words given.</summary>
    public string OneOf(string field, params IReadOnlyCollection<string> words)
    {
        if (!words.Contains(this[field])) Fault(field, "“" + this[field] + "” phải là một trong: " + string.Join(", ", words));
        return this[field];
    }

    /// <summary>A day, written 2024-03-31.</summary>
    public DateOnly Day(string field)
    {
        if (DateOnly.TryParseExact(this[field], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        Fault(field, "“" + this[field] + "” không phải ngày dạng 2024-03-31");
        return default;
    }

    /// <summary>A day or nothing.</summary>
    public DateOnly? DayOrNone(string field) => this[field].Length == 0 ? null : Day(field);

    /// <summary>"yes" or "no".</summary>
    public bool YesNo(string field) => OneOf(field, "yes", "no") == "yes";

    /// <summary>A whole number.</summary>
    public int Whole(string field)
    {
        if (int.TryParse(this[field], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        Fault(field, "“" + this[field] + "” không phải số nguyên");
        return 0;
    }

    /// <summary>Adds a fault about this row.</summary>
    public void Fault(string field, string rule) => _table.Fault(Line, field, rule);
}

/// <summary>What a load did.</summary>
/// <param name="What">"địa giới", "quyết định công nhận".</param>
/// <param name="Added">Rows that are new.</param>
/// <param name="Already">Rows that the store had.</param>
public sealed record LoadResult(string What, int Added, int Already)
{
    /// <summary>One line for the one who loaded.</summary>
    public override string ToString() => Added == 0
        ? $"{What}: đã có đủ {VnText.Number(Already)} dòng, không đổi gì."
        : $"{What}: thêm {VnText.Number(Added)} dòng" + (Already > 0 ? $", {VnText.Number(Already)} dòng đã có." : ".");
}
