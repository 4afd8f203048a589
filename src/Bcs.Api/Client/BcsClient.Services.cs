using System.Globalization;

using Bcs.Api.Catalogue;
using Bcs.Api.Operations;
using Bcs.Api.Quotas;
using Bcs.Api.Services;

namespace Bcs.Api.Client;

/// <content>Calls about services, quotas and operation records.</content>
public sealed partial class BcsClient
{
    /// <summary>Creates a service, 5.1.1.</summary>
    public Task<BcsResult<CreateServiceResponse>> CreateServiceAsync(CreateServiceRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<CreateServiceResponse>(new BcsCall(BcsOperations.CreateService) { Body = request }, cancellationToken);

    /// <summary>Reads how far the creation of a service is, 5.1.2.</summary>
    public Task<BcsResult<ServiceCreationStatus>> GetServiceCreationStatusAsync(string blockchainId, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<ServiceCreationStatus>(new BcsCall(BcsOperations.GetServiceCreationStatus, ("blockchain_id", blockchainId)), cancellationToken);

    /// <summary>Reads one service, 5.1.3.</summary>
    public Task<BcsResult<ServiceDetail>> GetServiceAsync(string blockchainId, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<ServiceDetail>(new BcsCall(BcsOperations.GetService, ("blockchain_id", blockchainId)), cancellationToken);

    /// <summary>Scales a service: organisations and their peers, 5.1.4.</summary>
    public Task<BcsResult<ModifyServiceResponse>> ModifyServiceAsync(
        string blockchainId, ModifyServiceRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<ModifyServiceResponse>(
            new BcsCall(BcsOperations.ModifyService, ("blockchain_id", blockchainId)) { Body = request },
            cancellationToken);

    /// <summary>Reads the quotas of the project, 5.1.14.</summary>
    public Task<BcsResult<QuotaList>> ListQuotasAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync<QuotaList>(new BcsCall(BcsOperations.ListQuotas), cancellationToken);

    /// <summary>Reads the limits of the editions, 5.1.15.</summary>
    public Task<BcsResult<FlavorList>> ListFlavorsAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync<FlavorList>(new BcsCall(BcsOperations.ListFlavors), cancellationToken);

    /// <summary>Reads the limits of the editions, 5.1.15, with the paging parameters that the API accepts.</summary>
    /// <param name="limit">1 to 1000; null for the service's own default.</param>
    /// <param name="offset">From 0; null for 0.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<BcsResult<FlavorList>> ListFlavorsAsync(int? limit, int? offset, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<FlavorList>(
            new BcsCall(BcsOperations.ListFlavors) { Query = [Number("limit", limit), Number("offset", offset)] }, cancellationToken);

    /// <summary>Lists the peers of a service, 5.1.16.</summary>
    public Task<BcsResult<PeerList>> ListPeersAsync(string blockchainId, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<PeerList>(new BcsCall(BcsOperations.ListPeers, ("blockchain_id", blockchainId)), cancellationToken);

    /// <summary>Reads records of asynchronous operations, 5.1.17. Without a filter it returns all of them; there is no paging.</summary>
    public Task<BcsResult<OperationRecordList>> ListOperationRecordsAsync(
        OperationRecordFilter? filter = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<OperationRecordList>(new BcsCall(BcsOperations.ListOperationRecords) { Query = filter?.ToQuery() ?? [] }, cancellationToken);

    /// <summary>
    /// Reads records of asynchronous operations one by one, 5.1.17: there is no paging, and a list of all may be very long. If the result is no
    /// success, not all of them were handed out.
    /// </summary>
    /// <param name="filter">Which records, or null for all.</param>
    /// <param name="each">Called for each record in its order.</param>
    /// <param name="keeps">
    /// True if the caller keeps the records: a longer answer than one that is held whole is then given up, whatever the filter asked for.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The number of records, or null if the answer has no list of them.</returns>
    public Task<BcsResult<long?>> ReadOperationRecordsAsync(
        OperationRecordFilter? filter, Func<OperationRecord, ValueTask> each, bool keeps, CancellationToken cancellationToken = default) =>
        _transport.StreamAsync(
            new BcsCall(BcsOperations.ListOperationRecords) { Query = filter?.ToQuery() ?? [] }, "operation_records", each, keeps, cancellationToken);

    /// <summary>Lists all services of the project, 5.1.18.</summary>
    public Task<BcsResult<ServiceList>> ListServicesAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync<ServiceList>(new BcsCall(BcsOperations.ListServices), cancellationToken);

    /// <summary>Deletes a service, 5.1.19.</summary>
    public Task<BcsResult<DeleteServiceResponse>> DeleteServiceAsync(
        string blockchainId, DeleteServiceOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<DeleteServiceResponse>(
            new BcsCall(BcsOperations.DeleteService, ("blockchain_id", blockchainId)) { Query = options?.ToQuery() ?? [] },
            cancellationToken);

    private static KeyValuePair<string, string?> Number(string name, int? value) => new(name, value?.ToString(CultureInfo.InvariantCulture));
}
