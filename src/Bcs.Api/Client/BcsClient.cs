using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

using Bcs.Api.Catalogue;
using Bcs.Api.Channels;
using Bcs.Api.Operations;
using Bcs.Api.Quotas;
using Bcs.Api.Services;

namespace Bcs.Api.Client;

/// <summary>
/// Typed client of BCS for one project. It sends each call once: whether to repeat is the caller's decision.
/// The same client speaks to the cloud and, with a prefix, to the portal's gateway.
/// </summary>
/// <param name="http">Transport; its base address is the BCS endpoint or the gateway.</param>
/// <param name="projectId">Project that stands in every path.</param>
/// <param name="prefix">Path before <c>/v2</c>: empty for the cloud, <c>/bcs/{tenant}</c> for the gateway.</param>
/// <param name="prepare">Adds authentication and other headers to each request; may be null.</param>
public sealed class BcsClient(
    HttpClient http, string projectId, string prefix = "", Func<HttpRequestMessage, CancellationToken, ValueTask>? prepare = null)
{
    /// <summary>Under this key each request carries the catalogue id of its operation, for handlers below the client.</summary>
    public static readonly HttpRequestOptionsKey<string> OperationKey = new("bcs.operation");

    /// <summary>Creates a service, 5.1.1.</summary>
    public Task<BcsResult<CreateServiceResponse>> CreateServiceAsync(CreateServiceRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<CreateServiceResponse>(BcsOperations.CreateService, [], null, request, cancellationToken);

    /// <summary>Reads how far the creation of a service is, 5.1.2.</summary>
    public Task<BcsResult<ServiceCreationStatus>> GetServiceCreationStatusAsync(string blockchainId, CancellationToken cancellationToken = default) =>
        SendAsync<ServiceCreationStatus>(BcsOperations.GetServiceCreationStatus, [("blockchain_id", blockchainId)], null, null, cancellationToken);

    /// <summary>Reads one service, 5.1.3.</summary>
    public Task<BcsResult<ServiceDetail>> GetServiceAsync(string blockchainId, CancellationToken cancellationToken = default) =>
        SendAsync<ServiceDetail>(BcsOperations.GetService, [("blockchain_id", blockchainId)], null, null, cancellationToken);

    /// <summary>Lists all services of the project, 5.1.18.</summary>
    public Task<BcsResult<ServiceList>> ListServicesAsync(CancellationToken cancellationToken = default) =>
        SendAsync<ServiceList>(BcsOperations.ListServices, [], null, null, cancellationToken);

    /// <summary>Deletes a service, 5.1.19.</summary>
    public Task<BcsResult<DeleteServiceResponse>> DeleteServiceAsync(
        string blockchainId, DeleteServiceOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync<DeleteServiceResponse>(
            BcsOperations.DeleteService, [("blockchain_id", blockchainId)], options?.ToQuery(), null, cancellationToken);

    /// <summary>Creates channels, 5.1.5.</summary>
    public Task<BcsResult<CreateChannelsResponse>> CreateChannelsAsync(
        string blockchainId, CreateChannelsRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<CreateChannelsResponse>(BcsOperations.CreateChannels, [("blockchain_id", blockchainId)], null, request, cancellationToken);

    /// <summary>Lists the channels of a service, 5.1.6.</summary>
    public Task<BcsResult<ChannelList>> ListChannelsAsync(string blockchainId, CancellationToken cancellationToken = default) =>
        SendAsync<ChannelList>(BcsOperations.ListChannels, [("blockchain_id", blockchainId)], null, null, cancellationToken);

    /// <summary>Reads the quotas of the project, 5.1.14.</summary>
    public Task<BcsResult<QuotaList>> ListQuotasAsync(CancellationToken cancellationToken = default) =>
        SendAsync<QuotaList>(BcsOperations.ListQuotas, [], null, null, cancellationToken);

    /// <summary>Reads the limits of the editions, 5.1.15.</summary>
    public Task<BcsResult<FlavorList>> ListFlavorsAsync(CancellationToken cancellationToken = default) =>
        SendAsync<FlavorList>(BcsOperations.ListFlavors, [], null, null, cancellationToken);

    /// <summary>Reads records of asynchronous operations, 5.1.17. Without a filter it returns all of them; there is no paging.</summary>
    public Task<BcsResult<OperationRecordList>> ListOperationRecordsAsync(
        OperationRecordFilter? filter = null, CancellationToken cancellationToken = default) =>
        SendAsync<OperationRecordList>(BcsOperations.ListOperationRecords, [], filter?.ToQuery(), null, cancellationToken);

    private async Task<BcsResult<T>> SendAsync<T>(
        BcsOperation operation, (string Name, string Value)[] path, IEnumerable<KeyValuePair<string, string?>>? query,
        object? body, CancellationToken cancellationToken)
        where T : new()
    {
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), BuildUri(operation, path, query));
        request.Options.Set(OperationKey, operation.Id);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body, body.GetType(), new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" }, BcsJson.Options);
        }

        if (prepare is not null)
        {
            await prepare(request, cancellationToken);
        }

        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return await ReadAsync<T>(response, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            return new BcsResult<T>.Unclear(exception.HttpRequestError.ToString(), (int?)exception.StatusCode);
        }
        catch (IOException)
        {
            return new BcsResult<T>.Unclear("ResponseEnded", null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new BcsResult<T>.Unclear("Timeout", null);
        }
    }

    private string BuildUri(BcsOperation operation, (string Name, string Value)[] path, IEnumerable<KeyValuePair<string, string?>>? query)
    {
        var uri = operation.Template.Replace("{project_id}", Uri.EscapeDataString(projectId), StringComparison.Ordinal);
        foreach (var (name, value) in path)
        {
            uri = uri.Replace("{" + name + "}", Uri.EscapeDataString(value), StringComparison.Ordinal);
        }

        var pairs = (query ?? [])
            .Where(p => p.Value is not null)
            .Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value!)}");
        var text = string.Join('&', pairs);
        return prefix + uri + (text.Length == 0 ? "" : "?" + text);
    }

    private static async Task<BcsResult<T>> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
        where T : new()
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var auditId = response.Headers.TryGetValues("X-Audit-Id", out var ids) ? ids.FirstOrDefault() : null;
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            if (bytes.Length == 0)
            {
                return new BcsResult<T>.Ok(new T(), auditId);
            }

            try
            {
                return JsonSerializer.Deserialize<T>(bytes, BcsJson.Options) is { } value
                    ? new BcsResult<T>.Ok(value, auditId)
                    : new BcsResult<T>.Unclear("NotJson", status);
            }
            catch (JsonException)
            {
                return new BcsResult<T>.Unclear("NotJson", status);
            }
        }

        if (BcsErrorReader.Read(status, bytes) is not { } error)
        {
            // A 4xx proves that nothing was done even where its body is not understood; a 5xx proves nothing.
            return response.StatusCode < HttpStatusCode.InternalServerError
                ? new BcsResult<T>.Refused(new BcsError(status, "", response.ReasonPhrase ?? "") { AuditId = auditId, RetryAfter = RetryAfter(response) })
                : new BcsResult<T>.Unclear("NotJson", status);
        }

        return new BcsResult<T>.Refused(error with { AuditId = auditId, RetryAfter = RetryAfter(response) });
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when response.Headers.Date is { } now => date - now,
            _ => null,
        };
}
