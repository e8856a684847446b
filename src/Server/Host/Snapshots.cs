using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Recognition;
using LangSo.Reports;
using LangSo.Store;

namespace LangSo.Server.Host;

/// <summary>The facts that travel with the program.</summary>
internal static class ShippedData
{
    /// <summary>Where they lie beside the program.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "data");
}

/// <summary>Brings the store up to date and fills what is answered from memory.</summary>
internal sealed class Snapshots(StoreFactory stores, Figures figures, Assessor assessor, ReportBuilder report)
{
    /// <summary>Ready to answer, or the one reason why not.</summary>
    public async Task<Outcome<bool>> ReadyAsync(CancellationToken cancel)
    {
        var prepared = await stores.PrepareAsync(cancel);
        if (!prepared.Ok) return prepared;
        var opened = await figures.OpenAsync(ShippedData.Folder, cancel);
        if (opened.Ok) opened = await assessor.OpenAsync(ShippedData.Folder, cancel);
        return opened.Ok ? report.Open(ShippedData.Folder) : opened;
    }
}
