using System.Text.Json;

using Bcs.Api;
using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Operations;
using Portal.Contracts.Session;
using Portal.Features.Services;
using Portal.Features.Services.Changes;

namespace Portal.Features.Operations;

/// <summary>
/// Leads from an operation that failed back to the form that started it. The form takes what was sent from the audit record, in
/// which secrets are replaced: they have to be typed again.
/// </summary>
internal static class TryAgain
{
    private static readonly Dictionary<string, (string Action, Func<OperationDto, string?> Url)> Forms = new()
    {
        [BcsOperations.CreateService.Id] = (BcsOperations.CreateService.Action, o => PortalUrls.CreateService(o.Tenant, o.AuditId)),
        [BcsOperations.CreateChannels.Id] = (BcsOperations.CreateChannels.Action, o => o.BlockchainId is { } service
            ? PortalUrls.With(PortalUrls.ServiceChange(o.Tenant, service, ServiceChanges.CreateChannels, ServiceTabs.Channels), ("again", o.AuditId))
            : null),
        [BcsOperations.ModifyService.Id] = (BcsOperations.ModifyService.Action, o => o.BlockchainId is { } service
            ? PortalUrls.With(PortalUrls.ServiceChange(o.Tenant, service, ServiceChanges.Scale), ("again", o.AuditId))
            : null),
    };

    /// <summary>The address of the filled form; null where sending again makes no sense, is not allowed, or has no form.</summary>
    public static string? Url(TenantDto tenant, OperationDto operation) =>
        operation is { Status: OperationStatuses.Failed or OperationStatuses.Stop, AuditId: not null, Operation: { } kind }
        && Forms.TryGetValue(kind, out var form) && tenant.Can(form.Action)
            ? form.Url(operation)
            : null;

    /// <summary>What was sent with an earlier call; null if the record is gone, not the reader's to see, or of another kind.</summary>
    /// <param name="bff">The circuit's calls.</param>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="auditId">The call's audit record.</param>
    /// <param name="operation">What kind of call it has to be.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<T?> RequestAsync<T>(BffHttp bff, string tenant, string auditId, BcsOperation operation, CancellationToken cancellationToken)
        where T : class
    {
        var path = PortalUrls.With($"{BffRoutes.Audit}/{Uri.EscapeDataString(auditId)}", ("tenant", tenant));
        if (await bff.GetAsync<AuditRecordDto>(path, cancellationToken) is not BcsResult<AuditRecordDto>.Ok { Value: { } record }
            || record.Operation != operation.Id || record.Request is not { ValueKind: JsonValueKind.Object } request)
        {
            return null;
        }

        try
        {
            return request.Deserialize<T>(BcsJson.Options);
        }
        catch (JsonException)
        {
            // What was recorded came from a script that sent something else than the form would.
            return null;
        }
    }
}
