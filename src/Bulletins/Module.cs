using LangSo.Store;
using LangSo.Store.Media;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Bulletins;

/// <summary>
/// Owns bulletins: their words, renditions, approval and pages.
/// May know Foundation, Store, Look, Territory and Speech; never devices, which implement
/// <see cref="IBulletinSender"/>, <see cref="IBulletinEvidence"/> and <see cref="ISoundShelf"/>.
/// </summary>
public static class Module
{
    /// <summary>Adds the desk and its pages' needs.</summary>
    public static IServiceCollection AddBulletins(this IServiceCollection services) => services
        .AddSingleton<IStoreMapping, BulletinMapping>()
        .AddSingleton<IStoreMapping, SoundMapping>()
        .AddMediaVault()
        .AddSingleton<IMediaWanted, LibrarySounds>()
        .AddSingleton<SoundLibrary>()
        .AddSingleton<PlaceVoices>()
        .AddSingleton<Uploads>()
        .AddSingleton<SoundBooth>()
        .AddSingleton<BulletinBell>()
        .AddNewsReader<BulletinBell>()
        .AddSingleton<BulletinBook>()
        .AddSingleton<BulletinDesk>();

    /// <summary>Maps what is not a page: the live changes and the sound of a bulletin.</summary>
    public static IEndpointRouteBuilder MapBulletins(this IEndpointRouteBuilder endpoints)
    {
        BulletinEndpoints.Map(endpoints);
        SoundEndpoints.Map(endpoints);
        return endpoints;
    }
}
