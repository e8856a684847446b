using LangSo.Foundation;
using LangSo.Look;
using LangSo.Store;
using LangSo.Store.Media;
using LangSo.Territory;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Bulletins;

/// <summary>
/// Owns the newsroom: bulletins with their words, renditions and approval, how places want words read, what was published, campaigns.
/// May know Foundation, Store, Look, Territory and Speech; never devices, which implement
/// <see cref="IBulletinSender"/>, <see cref="IBulletinEvidence"/>, <see cref="IPlayCounts"/> and <see cref="ISoundShelf"/>.
/// </summary>
public static class Module
{
    /// <summary>Adds the desk and its pages' needs.</summary>
    public static IServiceCollection AddBulletins(this IServiceCollection services) => services
        .AddSingleton<IStoreMapping, BulletinMapping>()
        .AddSingleton<IStoreMapping, SoundMapping>()
        .AddMediaVault()
        .AddSingleton<IMediaWanted, LibrarySounds>()
        .AddSingleton<IMediaWanted, PressFilesWanted>()
        .AddSingleton<SoundLibrary>()
        .AddSingleton<PlaceVoices>()
        .AddSingleton<Uploads>()
        .AddSingleton<SoundBooth>()
        .AddSingleton<BulletinBell>()
        .AddNewsReader<BulletinBell>()
        .AddSingleton<BulletinBook>()
        .AddSingleton<BulletinDesk>()
        .AddSingleton(all => new Newsroom(
            all.GetRequiredService<BulletinDesk>(), all.GetRequiredService<BulletinBook>(), all.GetRequiredService<SoundLibrary>(), all.GetRequiredService<SoundBooth>(),
            all.GetRequiredService<ApprovalPolicy>(), all.GetRequiredService<Gazetteers>(), all.GetRequiredService<TimeProvider>()))
        .AddSingleton<ITaskSource, BulletinTasks>()
        .AddSingleton<BulletinFolder>()
        .AddSingleton(ApprovalPolicy.Shipped)
        .AddSingleton<LocalReader>()
        .AddNewsReader<LocalReader>()
        .AddSingleton<DictionaryDesk>()
        .AddSingleton<PlaceReadings>()
        .AddSingleton<PressBook>()
        .AddSingleton<PressDesk>()
        .AddSingleton<CampaignBook>()
        .AddSingleton<CampaignDesk>()
        .AddSingleton<ICampaignSummary>(all => all.GetRequiredService<CampaignBook>());

    /// <summary>Adds the demonstration's campaigns for a unit, in somebody's name; those that are there stay as they are. Says how many were added.</summary>
    public static Task<Outcome<int>> AddSampleCampaignsAsync(this IServiceProvider services, UnitId unit, Person by, CancellationToken cancel) => SampleCampaigns.AddAsync(
        services.GetRequiredService<StoreFactory>(), services.GetRequiredService<CampaignDesk>(), unit, by, services.GetRequiredService<TimeProvider>(), cancel);

    /// <summary>Maps what is not a page: the live changes and the sound of a bulletin.</summary>
    public static IEndpointRouteBuilder MapBulletins(this IEndpointRouteBuilder endpoints)
    {
        BulletinEndpoints.Map(endpoints);
        SoundEndpoints.Map(endpoints);
        PressEndpoints.Map(endpoints);
        return endpoints;
    }
}
