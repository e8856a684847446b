using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Look;

/// <summary>
/// Look owns what every page shares: the design's tokens and parts, the frame, words in two languages, the names of rights.
/// It knows the ground floor only; no page of its own shows a fact.
/// </summary>
public static class Module
{
    /// <summary>Registers the shared parts.</summary>
    public static IServiceCollection AddLook(this IServiceCollection services) => services.AddSingleton<IText, ResourceText>().AddSingleton<AssetVersion>();
}
