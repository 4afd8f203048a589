using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Portal.Bff.Platform.Jobs;

/// <summary>
/// Tells this instance's jobs that something became due, so that nobody waits for the next tick. The row is the truth; a lost signal costs a tick.
/// </summary>
internal sealed class WorkSignal
{
    private readonly ConcurrentDictionary<string, Channel<byte>> _kinds = new();

    /// <summary>Says that work of this kind is due. Said again before somebody has listened, it is the same.</summary>
    public void Raise(string kind) => Of(kind).Writer.TryWrite(0);

    /// <summary>Answers each time that work of a kind became due.</summary>
    public IAsyncEnumerable<byte> ReadAsync(string kind, CancellationToken cancellationToken) => Of(kind).Reader.ReadAllAsync(cancellationToken);

    private Channel<byte> Of(string kind) => _kinds.GetOrAdd(
        kind, _ => Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }));
}
