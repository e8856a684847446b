using LangSo.Foundation;
using LangSo.Store.Keeping;

namespace LangSo.Server.Keeping;

/// <summary>Says on the standard error how far a long work has come: in one line that changes for a person, in a line each few seconds for a log.</summary>
internal sealed class ConsoleProgress(TimeProvider clock)
{
    /// <summary>How long before what is left can be guessed.</summary>
    private static readonly TimeSpan Guess = TimeSpan.FromSeconds(3);

    private readonly bool _screen = !Console.IsErrorRedirected;
    private readonly long _begun = clock.GetTimestamp();
    private long _said;
    private string _table = "";
    private long? _firstDone;
    private int _width;

    /// <summary>Rows of a table.</summary>
    public void Rows(CarryProgress at)
    {
        // What an earlier run did says nothing of how quick this one is.
        _firstDone ??= at.AllDone - at.Done;
        if (at.Total == 0) return;
        var finished = at.Done >= at.Total;
        if (_said != 0 && !finished && clock.GetElapsedTime(_said) < (_screen ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(5))) return;
        var (elapsed, fresh) = (clock.GetElapsedTime(_begun), at.AllDone - _firstDone.Value);
        var left = elapsed > Guess && fresh > 0 && at.AllTotal > at.AllDone ? $"; còn khoảng {VnText.Number((decimal)Math.Ceiling(elapsed.TotalSeconds * (at.AllTotal - at.AllDone) / fresh))} giây" : "";
        Say($"{at.Table}: {VnText.Number(at.Done)}/{VnText.Number(at.Total)} dòng{left}", keep: finished && at.Table != _table);
        if (finished) _table = at.Table;
    }

    /// <summary>What is being done.</summary>
    public void Stage(string words)
    {
        if (_screen) Say(words, keep: false);
    }

    /// <summary>Ends the changing line.</summary>
    public void End()
    {
        if (_screen && _width > 0) Console.Error.Write("\r" + new string(' ', _width) + "\r");
        _width = 0;
    }

    private void Say(string line, bool keep)
    {
        _said = clock.GetTimestamp();
        if (!_screen)
        {
            Console.Error.WriteLine("langso: " + line);
            return;
        }
        Console.Error.Write("\r" + line.PadRight(_width));
        _width = line.Length;
        if (!keep) return;
        Console.Error.WriteLine();
        _width = 0;
    }
}
