namespace Portal.Bff.Audit;

/// <summary>Since when the log cannot commit.</summary>
/// <param name="Since">When the first commit failed.</param>
internal sealed record AuditOutage(DateTimeOffset Since);

/// <summary>Whether the log could record now, as its writer saw it last. Asking costs nothing; the writer looks by itself while it is not sure.</summary>
internal sealed class AuditHealth
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _doubt = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True if the writer has no reason to think otherwise.</summary>
    public bool CanRecord
    {
        get
        {
            lock (_lock)
            {
                return Outage is null && !_doubt.Task.IsCompleted;
            }
        }
    }

    /// <summary>The outage that goes on, or null.</summary>
    public AuditOutage? Outage { get; private set; }

    /// <summary>Ends when somebody saw the database fail.</summary>
    public Task Doubted
    {
        get
        {
            lock (_lock)
            {
                return _doubt.Task;
            }
        }
    }

    /// <summary>Says that the database has failed elsewhere: until the writer has looked, the log counts as not able to record.</summary>
    public void Doubt()
    {
        lock (_lock)
        {
            _doubt.TrySetResult();
        }
    }

    /// <summary>Notes that the writer could not commit. Returns true for the first time.</summary>
    public bool Failed(DateTimeOffset now)
    {
        lock (_lock)
        {
            var first = Outage is null;
            Outage ??= new AuditOutage(now);
            Settle();
            return first;
        }
    }

    /// <summary>Notes that the writer has committed, or has seen that it could. Returns the outage that is over, if there was one.</summary>
    public AuditOutage? Succeeded()
    {
        lock (_lock)
        {
            var over = Outage;
            Outage = null;
            Settle();
            return over;
        }
    }

    private void Settle()
    {
        if (_doubt.Task.IsCompleted)
        {
            _doubt = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
