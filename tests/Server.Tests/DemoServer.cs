using LangSo.Testing;

namespace LangSo.Server.Tests;

/// <summary>One server with the demonstration province, shared by a class of tests.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    /// <summary>The server.</summary>
    public RunningServer Server { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Server = await RunningServer.StartAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
