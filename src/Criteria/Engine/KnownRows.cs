namespace LangSo.Criteria.Engine;

/// <summary>
/// The verdicts of one day as known on an earlier day. Of most units a row that is there already has just the values that were known then, so that
/// only its place is kept and its title; the other verdicts are judged when they are asked for. Units of which something was mended since are looked
/// up fact by fact, into rows of their own.
/// </summary>
internal sealed class KnownRows : IVerdicts
{
    private readonly SetRows _now;
    private readonly SetRows? _mended;
    private readonly AskedUnits _units;
    private readonly int _period;

    // A row of the unit's block, RowBlock.Nothing, or the place among the mended below that.
    private readonly int[] _rows;
    private readonly byte[] _titles;

    private KnownRows(SetRows now, FactBook book, AskedUnits units, ushort day, ushort known)
    {
        (_now, _units, _period) = (now, units, now.Plan.Period(day));
        (_rows, _titles) = (new int[units.Count], new byte[units.Count]);
        var (plan, nothing, mended) = (now.Plan, Unsaid(now.Plan), new List<int>());
        for (var unit = 0; unit < _rows.Length; unit++)
        {
            var (block, at) = now.Of(unit);
            var row = _rows[unit] = block.RowKnown(at, day, known);
            if (row == RowBlock.Mended) mended.Add(unit);
            else if (row == RowBlock.Nothing) _titles[unit] = (byte)RowJudge.Title(plan, ref nothing[0], plan.Tables[TableOf(unit, day)]);
            else if (block.Table(row) is var judged && TableOf(unit, day) is var table && judged == table) _titles[unit] = (byte)block.Title(row);
            else _titles[unit] = (byte)RowJudge.Title(plan, ref block.Values[row * plan.Width], plan.Tables[table]);
        }
        if (mended.Count == 0) return;
        var some = new AskedUnits([.. mended.Select(u => units.Facts[u])], [.. mended.Select(u => units.Classes[u])]);
        _mended = SetRows.Make(plan, book, some, known, day, (ushort)(day + 1)).VerdictsOnly();
        for (var i = 0; i < mended.Count; i++)
        {
            _rows[mended[i]] = RowBlock.Nothing - 1 - i;
            _titles[mended[i]] = (byte)_mended.TitleOn(i, day);
        }
    }

    public SetPlan Plan => _now.Plan;

    public int Weight => _rows.Length * (sizeof(int) + sizeof(byte)) + (_mended?.Weight ?? 0);

    /// <param name="now">The rows of all that is known now.</param>
    /// <param name="book">The facts they were made of.</param>
    /// <param name="units">The units as they were known then.</param>
    /// <param name="day">A day inside the version.</param>
    /// <param name="known">As known on which day.</param>
    public static KnownRows Pick(SetRows now, FactBook book, AskedUnits units, ushort day, ushort known) => new(now, book, units, day, known);

    public Verdict TitleOn(int unit, ushort day) => (Verdict)_titles[unit];

    public RowResult? On(int unit, ushort day)
    {
        var row = _rows[unit];
        if (row < RowBlock.Nothing) return _mended!.On(RowBlock.Nothing - 1 - row, day);
        var (table, (block, _)) = (TableOf(unit, day), _now.Of(unit));
        if (row == RowBlock.Nothing) return RowJudge.Row(Plan, ref Unsaid(Plan)[0], Plan.Tables[table]);
        return block.Table(row) == table ? block.Result(row) : RowJudge.Row(Plan, ref block.Values[row * Plan.Width], Plan.Tables[table]);
    }

    private int TableOf(int unit, ushort day) => Plan.Table(AskedUnits.ClassOn(_units.Classes[unit], day), _period);

    private static int[] Unsaid(SetPlan plan)
    {
        var values = new int[plan.Width];
        Array.Fill(values, ValueCodes.NoData);
        return values;
    }
}
