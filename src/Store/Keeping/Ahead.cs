using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace LangSo.Store.Keeping;

/// <summary>Reads a few blocks ahead on a thread of its own, so that reading and what is done with it go on side by side.</summary>
public static class Ahead
{
    private const int Blocks = 4;

    /// <summary>The same blocks in the same order.</summary>
    public static async IAsyncEnumerable<RowBlock> ReadAsync(IEnumerable<RowBlock> source, [EnumeratorCancellation] CancellationToken cancel)
    {
        var channel = Channel.CreateBounded<RowBlock>(new BoundedChannelOptions(Blocks) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var reading = Task.Run(async () =>
        {
            try
            {
                foreach (var block in source) await channel.Writer.WriteAsync(block, stop.Token);
                channel.Writer.Complete();
            }
            catch (Exception e)
            {
                channel.Writer.Complete(e);
            }
        }, CancellationToken.None);
        try
        {
            await foreach (var block in channel.Reader.ReadAllAsync(cancel)) yield return block;
        }
        finally
        {
            // The source's connection is free again only when its reader has ended.
            await stop.CancelAsync();
            await reading;
        }
    }
}
