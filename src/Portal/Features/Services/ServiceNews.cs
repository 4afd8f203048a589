using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Portal.Access;
using Portal.Contracts;
using Portal.Contracts.Certificates;
using Portal.Contracts.Operations;
using Portal.Contracts.Session;
using Portal.Model.Certificates;
using Portal.Model.Operations;

namespace Portal.Features.Services;

/// <summary>What other parts of the portal know of services: when their next certificate ends, and what was changed last.</summary>
/// <param name="certificates">Certificates that were handed out.</param>
/// <param name="operations">Operations.</param>
/// <param name="tenant">Tenant, with what the person may do in it.</param>
internal sealed class ServiceNews(CertificatesClient certificates, OperationsClient operations, TenantDto tenant)
{
    private const int Most = 200;

    private readonly Dictionary<string, CertificateDto> _ends = [];
    private readonly Dictionary<string, OperationDto> _changes = [];

    /// <summary>True if the person may know of certificates.</summary>
    public bool KnowsCertificates => tenant.Can(BcsOperations.DownloadCertificates.Action);

    /// <summary>True if the person may know of operations.</summary>
    public bool KnowsChanges => tenant.Can(BcsOperations.ListOperationRecords.Action);

    /// <summary>True once the certificates were read: then a service without one has none that the portal handed out.</summary>
    public bool CertificatesRead { get; private set; }

    /// <summary>The certificate of a service that ends first; null if none is known.</summary>
    /// <param name="service">Id of the service.</param>
    public CertificateDto? NextEnd(string service) => _ends.GetValueOrDefault(service);

    /// <summary>The newest operation of a service; null if none is known.</summary>
    /// <param name="service">Id of the service.</param>
    public OperationDto? LastChange(string service) => _changes.GetValueOrDefault(service);

    /// <summary>Reads both. What cannot be read stays as it was.</summary>
    /// <param name="service">Id of one service; null for all.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task ReadAsync(string? service, CancellationToken cancellationToken)
    {
        var ends = KnowsCertificates ? certificates.ListInUseAsync(tenant.Id, service, Most, cancellationToken) : null;
        var changes = KnowsChanges && service is null ? operations.ListAsync(tenant.Id, OperationsFilter.All, limit: Most, cancellationToken: cancellationToken) : null;
        if (ends is not null && await ends is BcsResult<Page<CertificateDto>>.Ok { Value.Items: var inUse })
        {
            CertificatesRead = true;
            _ends.Clear();
            foreach (var certificate in inUse.Where(c => c.NotAfter is not null))
            {
                _ends.TryAdd(certificate.BlockchainId, certificate);
            }
        }

        if (changes is not null && await changes is BcsResult<Page<OperationDto>>.Ok { Value.Items: var newest })
        {
            foreach (var change in newest)
            {
                Push(change);
            }
        }
    }

    /// <summary>Takes one operation.</summary>
    /// <param name="operation">The operation.</param>
    public void Push(OperationDto operation)
    {
        if (operation.Tenant == tenant.Id && operation is { BlockchainId: { } service, BecameId: null }
            && (!_changes.TryGetValue(service, out var known) || known.StartedAt < operation.StartedAt || (known.Id == operation.Id && known.Version < operation.Version)))
        {
            _changes[service] = operation;
        }
    }
}
