namespace Portal.Bff.Platform.Data;

/// <summary>
/// One writer at a time for the SQLite file, the audit first: SQLite's own busy loop starves whoever waits.
/// On PostgreSQL the gate is open and costs nothing.
/// </summary>
internal sealed class WriteGate(bool closed, TimeProvider time)
{
    /// <summary>So long a writer waits for its turn. Longer means that the file is held by somebody else.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _first = new();
    private readonly Queue<TaskCompletionSource> _others = new();
    private bool _taken;

    /// <summary>Waits for the turn of an ordinary writer.</summary>
    public Task<Held> EnterAsync(CancellationToken cancellationToken = default) => EnterAsync(_others, cancellationToken);

    /// <summary>Waits for the turn of the audit, which goes before every ordinary writer.</summary>
    public Task<Held> EnterFirstAsync(CancellationToken cancellationToken = default) => EnterAsync(_first, cancellationToken);

    /// <summary>Waits without a task, for the few callers whose interface is synchronous.</summary>
    public Held Enter() => EnterAsync().GetAwaiter().GetResult();

    private async Task<Held> EnterAsync(Queue<TaskCompletionSource> queue, CancellationToken cancellationToken)
    {
        if (!closed)
        {
            return default;
        }

        TaskCompletionSource turn;
        lock (_lock)
        {
            if (!_taken)
            {
                _taken = true;
                return new Held(this);
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            queue.Enqueue(turn);
        }

        await using var registration = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        using var limit = new CancellationTokenSource(LongestWait, time);
        await using var late = limit.Token.Register(
            () => turn.TrySetException(new TimeoutException("The database was busy for too long.")));
        await turn.Task;
        return new Held(this);
    }

    private void Leave()
    {
        lock (_lock)
        {
            while (_first.TryDequeue(out var next) || _others.TryDequeue(out next))
            {
                if (next.TrySetResult())
                {
                    return;
                }
            }

            _taken = false;
        }
    }

    /// <summary>The turn; disposing it lets the next writer in.</summary>
    public readonly struct Held(WriteGate? gate) : IDisposable
    {
        public void Dispose() => gate?.Leave();
    }
}
