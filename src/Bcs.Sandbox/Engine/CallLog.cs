namespace Bcs.Sandbox.Engine;

/// <summary>The calls received, newest last; the oldest are dropped beyond a limit.</summary>
internal sealed class CallLog(TimeProvider real, SandboxClock clock)
{
    public const int Capacity = 200_000;

    private readonly Lock _gate = new();
    private readonly Queue<CallEntry> _entries = new();
    private long _seq;

    /// <summary>Notes a call on arrival; the caller fills in the rest.</summary>
    public CallEntry Add(HttpRequest request, string? operation)
    {
        lock (_gate)
        {
            var entry = new CallEntry
            {
                Seq = ++_seq,
                Time = real.GetUtcNow(),
                SimulatedTime = clock.UtcNow,
                Method = request.Method,
                Path = request.Path.Value ?? "",
                Query = request.QueryString.Value ?? "",
                Operation = operation,
                HeaderNames = [.. request.Headers.Keys],
            };
            _entries.Enqueue(entry);
            if (_entries.Count > Capacity)
            {
                _entries.Dequeue();
            }

            return entry;
        }
    }

    /// <summary>Calls after this number, oldest first.</summary>
    public IReadOnlyList<CallEntry> Since(long seq)
    {
        lock (_gate)
        {
            return [.. _entries.Skip((int)Math.Clamp(seq - (_seq - _entries.Count), 0, _entries.Count))];
        }
    }

    /// <summary>The last calls, newest first.</summary>
    public IReadOnlyList<CallEntry> Newest(int count)
    {
        lock (_gate)
        {
            return [.. _entries.TakeLast(count).Reverse()];
        }
    }

    /// <summary>Forgets all; the numbers go on.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
        }
    }
}
