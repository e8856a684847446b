using LangSo.Testing;

namespace LangSo.Server.Tests.Commands;

/// <summary>A data folder with the demonstration province, shared by the commands of a class that only read it.</summary>
public sealed class DemoFolder : IAsyncLifetime
{
    private TempFolder _folder = null!;

    /// <summary>Its path.</summary>
    public string Path => _folder.Path;

    /// <summary>A path beside the data, for what commands write.</summary>
    public string Sub(string name) => _folder.Sub(name);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _folder = await RunningServer.DemoFolderAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
