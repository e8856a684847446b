using System.Collections.Concurrent;
using System.Threading.Channels;
using LangSo.Store;

namespace LangSo.Bulletins;

/// <summary>Tells open pages that a bulletin changed. Several rings before a page listens again are one.</summary>
internal sealed class BulletinBell(IBulletinEvidence evidence) : INewsReader
{
    private readonly ConcurrentDictionary<Ear, BulletinId> _ears = new();

    private IBulletinEvidence Devices { get; } = evidence;

    /// <summary>Something about the bulletin changed here.</summary>
    public void Ring(BulletinId bulletin)
    {
        foreach (var (ear, id) in _ears)
            if (id == bulletin) ear.Rings.TryWrite(true);
    }

    public bool Hears(string topic) => topic == News.Acts;

    /// <summary>Decided through another server: its pages here hear it too.</summary>
    public Task HearAsync(News news, CancellationToken cancel)
    {
        foreach (var (_, subject) in news.ActLines())
            if (Guid.TryParseExact(subject, "n", out var id)) Ring(new BulletinId(id));
            else if (subject == News.Many) RingAll();
        return Task.CompletedTask;
    }

    public Task CatchUpAsync(CancellationToken cancel)
    {
        RingAll();
        return Task.CompletedTask;
    }

    private void RingAll()
    {
        foreach (var (ear, _) in _ears) ear.Rings.TryWrite(true);
    }

    /// <summary>Listens to a bulletin, here and on its devices, until disposed.</summary>
    public Ear Listen(BulletinId bulletin)
    {
        var ear = new Ear(this, bulletin);
        _ears[ear] = bulletin;
        return ear;
    }

    /// <summary>One open page.</summary>
    internal sealed class Ear : IAsyncDisposable
    {
        private readonly Channel<bool> _rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        private readonly CancellationTokenSource _stop = new();
        private readonly BulletinBell _bell;
        private readonly Task _devices;

        public Ear(BulletinBell bell, BulletinId bulletin)
        {
            _bell = bell;
            _devices = ForwardAsync(bulletin);
        }

        public ChannelWriter<bool> Rings => _rings.Writer;

        /// <summary>True when it rang, false when <paramref name="patience"/> went by in silence.</summary>
        public async Task<bool> HearsAsync(TimeSpan patience, TimeProvider clock, CancellationToken cancel)
        {
            using var timeout = new CancellationTokenSource(patience, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
            try
            {
                return await _rings.Reader.ReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return false;
            }
        }

        public async ValueTask DisposeAsync()
        {
            _bell._ears.TryRemove(this, out _);
            await _stop.CancelAsync();
            await _devices;
            _stop.Dispose();
        }

        private async Task ForwardAsync(BulletinId bulletin)
        {
            try
            {
                await foreach (var _ in _bell.Devices.ChangesAsync(bulletin, _stop.Token)) _rings.Writer.TryWrite(true);
            }
            catch (OperationCanceledException)
            {
            }
        }
    }
}
