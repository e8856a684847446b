namespace LangSo.Bulletins;

/// <summary>What a run of words is between two versions.</summary>
internal enum Edit
{
    /// <summary>In both.</summary>
    Kept,

    /// <summary>Only in the later.</summary>
    Added,

    /// <summary>Only in the earlier.</summary>
    Removed,
}

/// <summary>A run of words with the blanks after them.</summary>
internal readonly record struct EditRun(Edit Edit, string Text);

/// <summary>
/// The difference between two texts, word by word, the shortest there is (Myers, An O(ND) Difference Algorithm, 1986). Pure. The kept and
/// removed runs together are the earlier text, the kept and added ones the later.
/// </summary>
internal static class TextDifference
{
    /// <summary>The runs, in order.</summary>
    public static IReadOnlyList<EditRun> Between(string before, string after)
    {
        var (a, b) = (Words(before), Words(after));
        var runs = new List<EditRun>();
        foreach (var (edit, word) in Walk(a, b, Trace(a, b)))
            if (runs.Count > 0 && runs[^1].Edit == edit) runs[^1] = runs[^1] with { Text = runs[^1].Text + word };
            else runs.Add(new EditRun(edit, word));
        return runs;
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            while (at < text.Length && !char.IsWhiteSpace(text[at])) at++;
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            words.Add(text[start..at]);
        }
        return words;
    }

    /// <summary>Of each number of edits the furthest points reached, by diagonal.</summary>
    private static List<int[]> Trace(List<string> a, List<string> b)
    {
        var most = a.Count + b.Count;
        var furthest = new int[2 * most + 2];
        var trace = new List<int[]>();
        for (var edits = 0; edits <= most; edits++)
        {
            trace.Add((int[])furthest.Clone());
            for (var k = -edits; k <= edits; k += 2)
            {
                var x = Down(furthest, k, edits, most) ? furthest[most + k + 1] : furthest[most + k - 1] + 1;
                while (x < a.Count && x - k < b.Count && a[x] == b[x - k]) x++;
                furthest[most + k] = x;
                if (x >= a.Count && x - k >= b.Count) return trace;
            }
        }
        return trace;
    }

    private static List<(Edit Edit, string Word)> Walk(List<string> a, List<string> b, List<int[]> trace)
    {
        var steps = new List<(Edit, string)>();
        var (x, y, most) = (a.Count, b.Count, a.Count + b.Count);
        for (var edits = trace.Count - 1; edits >= 0; edits--)
        {
            var k = x - y;
            var down = Down(trace[edits], k, edits, most);
            var fromX = edits == 0 ? 0 : trace[edits][most + (down ? k + 1 : k - 1)];
            var fromY = edits == 0 ? 0 : fromX - (down ? k + 1 : k - 1);
            for (; x > fromX && y > fromY; x--, y--) steps.Add((Edit.Kept, a[x - 1]));
            if (edits == 0) break;
            if (down) steps.Add((Edit.Added, b[--y]));
            else steps.Add((Edit.Removed, a[--x]));
        }
        steps.Reverse();
        return steps;
    }

    private static bool Down(int[] furthest, int k, int edits, int most) => k == -edits || (k != edits && furthest[most + k - 1] < furthest[most + k + 1]);
}
