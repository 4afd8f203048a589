using System.Threading.Channels;

using Portal.Bff.Live;
using Portal.Bff.Operations;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Hosting;
using Portal.Contracts.Notifications;
using Portal.Contracts.Operations;

namespace Portal.Bff.Features.Notifications;

/// <summary>Tells of operations that ended: a success to the one who asked for it, everything else to all who may see operations.</summary>
internal sealed partial class OperationNotices(Notices notices, TimeProvider time, ILogger<OperationNotices> logger)
    : LastingService(time, logger), IOperationObserver
{
    // What ended long before the portal saw it is history, not news.
    private static readonly TimeSpan News = TimeSpan.FromMinutes(10);

    private readonly Channel<Notice> _queue = Channel.CreateBounded<Notice>(
        new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Changed(OperationDto operation, string? requesterId)
    {
        if (Of(operation, requesterId, Time.GetUtcNow()) is { } notice)
        {
            _queue.Writer.TryWrite(notice);
        }
    }

    /// <summary>The notice of an operation that ended just now, or null.</summary>
    public static Notice? Of(OperationDto operation, string? requesterId, DateTimeOffset now)
    {
        if (operation.BecameId is not null || operation.EndedAt is not { } ended || now - ended > News)
        {
            return null;
        }

        var kind = operation.Status switch
        {
            OperationStatuses.Finished when requesterId is not null => NotificationKinds.OperationFinished,
            OperationStatuses.Failed or OperationStatuses.Stop => NotificationKinds.OperationFailed,
            OperationStatuses.Unknown => NotificationKinds.OperationUnknown,
            _ => null,
        };
        return kind is null ? null : new Notice
        {
            Tenant = operation.Tenant, Id = $"operation-{operation.Id}", Kind = kind, At = ended,
            Groups = [kind == NotificationKinds.OperationFinished ? EventGroups.Person(operation.Tenant, requesterId!) : EventGroups.Operations(operation.Tenant)],
            About = new()
            {
                ["operationId"] = operation.Id, ["operation"] = operation.Operation ?? "", ["type"] = operation.Type ?? "", ["service"] = operation.BlockchainName ?? "",
                ["by"] = operation.RequestedBy ?? "",
            },
        };
    }

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        await foreach (var notice in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await notices.AddAsync([notice], stoppingToken);
            }
            catch (Exception exception) when (DbErrors.IsStorage(exception))
            {
                // The operation itself is stored and shown; only the hint at it is lost.
                LogLost(Logger, notice.Id);
            }
        }
    }

    [LoggerMessage(780, LogLevel.Warning, "The notice {Id} could not be stored")]
    private static partial void LogLost(ILogger logger, string id);
}
