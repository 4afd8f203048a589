using System.Threading.Channels;

using Microsoft.Extensions.Options;

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

    private readonly AuditStore _store;
    private readonly AuditReader _reader;
    private readonly AuditOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<AuditLog> _logger;
    private readonly Channel<AuditAppend> _queue;
    private readonly Task _writer;
    private long _queuedBytes;
    private bool _failing;

    public AuditLog(AuditStore store, AuditReader reader, IOptions<AuditOptions> options, TimeProvider time, ILogger<AuditLog> logger)
    {
        (_store, _reader, _options, _time, _logger) = (store, reader, options.Value, time, logger);
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
                throw new AuditUnavailableException($"The audit log did not commit within {_options.CommitTimeout.TotalSeconds:0.#} s.", e);
            }

            throw;
        }
    }

    private void Enqueue(AuditAppend append)
    {
        if (Interlocked.Add(ref _queuedBytes, append.Size) > _options.QueueBytes || !_queue.Writer.TryWrite(append))
        {
            Interlocked.Add(ref _queuedBytes, -append.Size);
            throw new AuditUnavailableException("The audit log has too many entries waiting, or is shutting down.");
        }
    }

    private async Task WriteAsync()
    {
        var batch = new List<AuditAppend>(_options.BatchEntries);
        while (await _queue.Reader.WaitToReadAsync())
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

    private async Task CommitAsync(List<AuditAppend> batch)
    {
        try
        {
            using var limit = new CancellationTokenSource(_options.CommitTimeout, _time);
            await _store.AppendAsync(batch, limit.Token);
        }
#pragma warning disable CA1031 // Whatever went wrong, its callers must be told and the writer must live on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (!_failing)
            {
                LogFailing(_logger, e, batch.Count);
            }

            _failing = true;
            var reason = new AuditUnavailableException("The audit log could not commit.", e);
            batch.ForEach(append => append.Fail(reason));
            return;
        }

        if (_failing)
        {
            LogRecovered(_logger);
        }

        _failing = false;
        foreach (var append in batch)
        {
            if (!append.TryComplete())
            {
                SettleWithdrawn(append);
            }
        }
    }

    // Its caller was told that it could not be recorded and sent nothing, so it need not stay open.
    private void SettleWithdrawn(AuditAppend append)
    {
        var intent = new AuditIntent(AuditEntryId.Format(append.Tenant, append.Seq), append.Tenant, append.Seq);
        var result = new AuditResult(AuditOutcomes.Failed) { Status = StatusCodes.Status503ServiceUnavailable, UpstreamCode = ProblemCodes.AuditUnavailable };
        try
        {
            Enqueue(AuditAppend.Outcome(intent, result, _time.GetUtcNow()));
        }
        catch (AuditUnavailableException)
        {
            LogLeftPending(_logger, intent.Id);
        }
    }

    [LoggerMessage(300, LogLevel.Error, "The audit log cannot commit {Count} entries; changes are refused until it can")]
    private static partial void LogFailing(ILogger logger, Exception exception, int count);

    [LoggerMessage(301, LogLevel.Information, "The audit log commits again")]
    private static partial void LogRecovered(ILogger logger);

    [LoggerMessage(302, LogLevel.Warning, "Audit intent {Id} was given up by its caller and stays pending")]
    private static partial void LogLeftPending(ILogger logger, string id);
}
