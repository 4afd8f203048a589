using System.Text.Json;

using Bcs.Api;
using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Audit;

namespace Portal.Model.Audit;

/// <summary>The gateway's audit log.</summary>
internal sealed class AuditClient(BffHttp bff)
{
    /// <summary>Reads one page of the records that a path names.</summary>
    public Task<BcsResult<Page<AuditRecordDto>>> ListAsync(string path, CancellationToken cancellationToken) => bff.GetAsync<Page<AuditRecordDto>>(path, cancellationToken);

    /// <summary>Reads one page of the records about a service, newest first.</summary>
    public Task<BcsResult<Page<AuditRecordDto>>> ListOfServiceAsync(string tenant, string service, string? cursor, CancellationToken cancellationToken) =>
        ListAsync(PortalUrls.With(BffRoutes.Audit, ("tenant", tenant), ("resource", service), ("cursor", cursor)), cancellationToken);

    /// <summary>Reads one record.</summary>
    public Task<BcsResult<AuditRecordDto>> GetAsync(string tenant, string id, CancellationToken cancellationToken) =>
        bff.GetAsync<AuditRecordDto>(PortalUrls.With($"{BffRoutes.Audit}/{Uri.EscapeDataString(id)}", ("tenant", tenant)), cancellationToken);

    /// <summary>What was sent with an earlier call; null if the record is gone, not the reader's to see, or of another kind. Secrets are replaced in it.</summary>
    /// <param name="tenant">Tenant id.</param>
    /// <param name="id">The call's audit record.</param>
    /// <param name="operation">What kind of call it has to be.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<T?> FindRequestAsync<T>(string tenant, string id, BcsOperation operation, CancellationToken cancellationToken)
        where T : class
    {
        if (await GetAsync(tenant, id, cancellationToken) is not BcsResult<AuditRecordDto>.Ok { Value: { } record }
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
