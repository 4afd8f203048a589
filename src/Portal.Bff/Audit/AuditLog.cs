using System.Text.Json;
using System.Threading.Channels;

using Microsoft.Extensions.Options;

using Portal.Bff.Platform.Data;
using Portal.Contracts;
using Portal.Contracts.Audit;

namespace Portal.Bff.Audit;

/// <summary>
/// The log with group commit: callers queue their entries and wait; one writer turns whatever waits into one transaction.
/// There is no timed window: a batch is what arrived while the one before was committed.
/// </summary>
internal sealed partial class AuditLog : IAuditLog, IAsyncDisposable
{
    private const long BatchBytes = 4 * 1024 * 1024;

    // How soon the writer looks by itself: while nothing is to be written, and while it cannot write.
    private static readonly TimeSpan IdleLook = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FailingLook = TimeSpan.FromSeconds(1);

    private readonly AuditStore _store;
    private readonly AuditReader _reader;
    private readonly AuditOptions _options;
    private readonly AuditHealth _health;
    private readonly TimeProvider _time;
    private readonly ILogger<AuditLog> _logger;
    private readonly Channel<AuditAppend> _queue;
    private readonly Task _writer;
    private long _queuedBytes;

    public AuditLog(AuditStore store, AuditReader reader, AuditHealth health, IOptions<AuditOptions> options, TimeProvider time, ILogger<AuditLog> logger)
    {
        (_store, _reader, _health, _options, _time, _logger) = (store, reader, health, options.Value, time, logger);
        _queue = Channel.CreateBounded<AuditAppend>(new BoundedChannelOptions(_options.QueueEntries) { SingleReader = true });
        _writer = Task.Run(WriteAsync);
    }

    public async ValueTask<AuditIntent> IntentAsync(AuditCall call, CancellationToken cancellationToken)
    {
        var append = AuditAppend.Intent(call, _time.GetUtcNow());
        await AppendAsync(append, cancellationToken);
        return new AuditIntent(AuditEntryId.Format(append.Tenant, append.Seq), append.Tenant, append.Seq);
    }

    public async ValueTask OutcomeAsync(AuditIntent intent, AuditResult result, CancellationToken cancellationToken) =>
        await AppendAsync(AuditAppend.Outcome(intent, result, _time.GetUtcNow()), cancellationToken);

    public async ValueTask<string> RecordAsync(AuditCall call, AuditResult result, CancellationToken cancellationToken)
    {
        var append = AuditAppend.Event(call, result, _time.GetUtcNow());
        await AppendAsync(append, cancellationToken);
        return AuditEntryId.Format(append.Tenant, append.Seq);
    }

    public Task<IReadOnlyList<PendingIntent>> PendingAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        _reader.PendingAsync(before, limit, cancellationToken);

    /// <summary>Commits what is queued, then ends the writer. What is asked of it later is refused.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer;
        await _store.DisposeAsync();
    }

    private async Task AppendAsync(AuditAppend append, CancellationToken cancellationToken)
    {
        Enqueue(append);
        try
        {
            await append.Done.WaitAsync(_options.CommitTimeout, _time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            if (append.Kind is AuditKind.Intent && !append.TryWithdraw())
            {
                // It was settled in the same moment.
                await append.Done;
                return;
            }

            if (e is TimeoutException)
            {
                throw new AuditUnavailableException($"The audit log did not commit within {_options.CommitTimeout.TotalSeconds:0.#} s.", e)
                {
                    Late = append.Kind is AuditKind.Intent ? null : append.Done,
                };
            }

            throw;
        }
    }

    private void Enqueue(AuditAppend append)
    {
        if (!TryEnqueue(append))
        {
            throw new AuditUnavailableException("The audit log has too many entries waiting, or is shutting down.");
        }
    }

    private bool TryEnqueue(AuditAppend append)
    {
        if (Interlocked.Add(ref _queuedBytes, append.Size) <= _options.QueueBytes && _queue.Writer.TryWrite(append))
        {
            return true;
        }

        Interlocked.Add(ref _queuedBytes, -append.Size);
        return false;
    }

    private async Task WriteAsync()
    {
        var batch = new List<AuditAppend>(_options.BatchEntries);
        while (await WaitAsync())
        {
            batch.Clear();
            var bytes = 0L;
            while (batch.Count < _options.BatchEntries && bytes < BatchBytes && _queue.Reader.TryRead(out var append))
            {
                Interlocked.Add(ref _queuedBytes, -append.Size);
                if (append.TryTake())
                {
                    batch.Add(append);
                    bytes += append.Size;
                }
            }

            if (batch.Count > 0)
            {
                await CommitAsync(batch);
            }
        }
    }

    // Waits for entries. While none come the writer sees for itself whether it could record, so that nobody has to ask the database.
    private async Task<bool> WaitAsync()
    {
        var entries = _queue.Reader.WaitToReadAsync().AsTask();
        while (!entries.IsCompleted)
        {
            Task news = Task.WhenAny(entries, _health.Doubted);
            await news.WaitAsync(_health.Outage is null ? IdleLook : FailingLook, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!entries.IsCompleted)
            {
                // Not on the clock's own thread, which has others to wake.
                await Task.Yield();
                await LookAsync();
            }
        }

        return await entries;
    }

    private async Task LookAsync()
    {
        if (_health.Outage is { } outage)
        {
            // Only a commit proves that the outage is over. It tells of it.
            var append = Told(outage);
            append.TryTake();
            await CommitAsync([append]);
            return;
        }

        try
        {
            using var limit = new CancellationTokenSource(_options.CommitTimeout, _time);
            await _store.LookAsync(limit.Token);
            _health.Succeeded();
        }
#pragma warning disable CA1031 // The same as when a commit fails.
        catch (Exception e)
#pragma warning restore CA1031
        {
            NoteFailure(e);
        }
    }

    private AuditAppend Told(AuditOutage outage)
    {
        var now = _time.GetUtcNow();
        var call = new AuditCall
        {
            Tenant = AuditCall.PortalTenant, Actor = AuditActor.System, Operation = AuditEvents.AuditInterrupted,
            Request = JsonSerializer.Serialize(new { from = outage.Since, to = now }, JsonSerializerOptions.Web),
        };
        return AuditAppend.Event(call, new AuditResult(AuditOutcomes.Succeeded), now);
    }

    private void NoteFailure(Exception exception)
    {
        if (_health.Failed(_time.GetUtcNow()))
        {
            LogFailing(_logger, exception);
        }
    }

    private async Task CommitAsync(List<AuditAppend> batch)
    {
        try
        {
            using var limit = new CancellationTokenSource(_options.CommitTimeout, _time);
            await _store.AppendAsync(batch, limit.Token);
        }
        catch (Exception e) when (DbErrors.IsRefused(e))
        {
            await CommitWithoutRefusedAsync(batch, e);
            return;
        }
#pragma warning disable CA1031 // Whatever went wrong, its callers must be told and the writer must live on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            NoteFailure(e);
            var reason = new AuditUnavailableException("The audit log could not commit.", e);
            batch.ForEach(append => append.Fail(reason));
            return;
        }

        if (_health.Succeeded() is { } outage)
        {
            LogRecovered(_logger);
            if (batch is not [{ Call.Operation: AuditEvents.AuditInterrupted }])
            {
                TryEnqueue(Told(outage));
            }
        }

        foreach (var append in batch)
        {
            if (!append.TryComplete())
            {
                SettleWithdrawn(append);
            }
        }
    }

    // The database is well and takes no entry of this kind: it must not take its neighbours with it, nor count as an outage.
    private async Task CommitWithoutRefusedAsync(List<AuditAppend> batch, Exception reason)
    {
        if (batch is [var refused])
        {
            LogRefused(_logger, refused.Tenant, reason);
            refused.Fail(new AuditUnavailableException("The database refuses this entry of the audit log.", reason));
            return;
        }

        var half = batch.Count / 2;
        await CommitAsync(batch[..half]);
        await CommitAsync(batch[half..]);
    }

    // Its caller was told that it could not be recorded and sent nothing, so it need not stay open.
    private void SettleWithdrawn(AuditAppend append)
    {
        var intent = new AuditIntent(AuditEntryId.Format(append.Tenant, append.Seq), append.Tenant, append.Seq);
        var result = new AuditResult(AuditOutcomes.Failed) { Status = StatusCodes.Status503ServiceUnavailable, UpstreamCode = ProblemCodes.AuditUnavailable };
        if (!TryEnqueue(AuditAppend.Outcome(intent, result, _time.GetUtcNow())))
        {
            LogLeftPending(_logger, intent.Id);
        }
    }

    [LoggerMessage(300, LogLevel.Error, "The audit log cannot commit; changes are refused until it can")]
    private static partial void LogFailing(ILogger logger, Exception exception);

    [LoggerMessage(301, LogLevel.Information, "The audit log commits again")]
    private static partial void LogRecovered(ILogger logger);

    [LoggerMessage(303, LogLevel.Error, "The database refuses an entry of the audit log of {Tenant}; its caller was refused")]
    private static partial void LogRefused(ILogger logger, string tenant, Exception exception);

    [LoggerMessage(302, LogLevel.Warning, "Audit intent {Id} was given up by its caller and stays pending")]
    private static partial void LogLeftPending(ILogger logger, string id);
}
