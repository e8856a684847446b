using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LangSo.Store.Media;

/// <summary>Adds the vault.</summary>
public static class MediaVaults
{
    /// <summary>Adds it once, whichever modules ask for it: where the host says by a <see cref="MediaAddress"/>, else in the data folder.</summary>
    public static IServiceCollection AddMediaVault(this IServiceCollection services)
    {
        services.TryAddSingleton(all => MediaAddress.In(all.GetRequiredService<DataFolder>()));
        services.TryAddSingleton<IMediaVault>(all => all.GetRequiredService<MediaAddress>() is { S3: not null } s3
            ? new S3Vault(s3, all.GetRequiredService<TimeProvider>())
            : new FolderVault(all.GetRequiredService<MediaAddress>(), all.GetRequiredService<TimeProvider>()));
        return services;
    }
}
