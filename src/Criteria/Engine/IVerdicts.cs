namespace LangSo.Criteria.Engine;

/// <summary>The verdicts of one version on all units that are asked, on the days that it speaks for.</summary>
internal interface IVerdicts
{
    SetPlan Plan { get; }

    /// <summary>What it takes of memory, about, in bytes.</summary>
    int Weight { get; }

    /// <summary>The verdicts on a unit on a day, or null before anything is said of it.</summary>
    RowResult? On(int unit, ushort day);

    /// <summary>The verdict on the title alone; no data before anything is said.</summary>
    Verdict TitleOn(int unit, ushort day);
}
