using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Portal.Bff.Platform.Jobs;

/// <summary>
/// Tells this instance's jobs that something became due, so that nobody waits for the next tick. The row is the truth; a lost signal costs a tick.
/// </summary>
internal sealed class WorkSignal
{
    private readonly ConcurrentDictionary<string, Channel<byte>> _kinds = new();

    /// <summary>Says that work of this kind is due. Said again before the loop has taken it, it is the same signal.</summary>
    public void Raise(string kind) => Of(kind).Writer.TryWrite(0);

    /// <summary>Takes the next signal of a kind, as soon as there is one.</summary>
    public Task TakeAsync(string kind, CancellationToken cancellationToken) => Of(kind).Reader.ReadAsync(cancellationToken).AsTask();

    /// <summary>Waits until there is a signal of a kind, and leaves it to the loop.</summary>
    public Task WaitAsync(string kind, CancellationToken cancellationToken) => Of(kind).Reader.WaitToReadAsync(cancellationToken).AsTask();

    private Channel<byte> Of(string kind) =>
        _kinds.GetOrAdd(kind, _ => Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }));
}
