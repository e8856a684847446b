using LangSo.Store;

namespace LangSo.Devices;

/// <summary>Makes the months of records that come and lets go of those that are over, once a day.</summary>
internal sealed class RecordTimer(RecordKeeping keeping) : ILeaderTimer
{
    public string Name => "months of records";

    public TimeSpan Every => TimeSpan.FromDays(1);

    public Task RunAsync(CancellationToken cancel) => keeping.TidyAsync(cancel);
}

/// <summary>Removes sounds that nothing names, once a day.</summary>
internal sealed class MediaTimer(MediaSweep sweep) : ILeaderTimer
{
    public string Name => "sounds that nothing names";

    public TimeSpan Every => TimeSpan.FromDays(1);

    public Task RunAsync(CancellationToken cancel) => sweep.SweepAsync(cancel);
}
