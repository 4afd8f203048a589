using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Certificates;

/// <summary>An organisation of a service as its certificates name it.</summary>
/// <param name="Name">Name that requests give.</param>
/// <param name="Hash">40 hexadecimal digits.</param>
/// <param name="IsOrderer">True for the ordering organisation.</param>
internal sealed record CertifiedOrganization(string Name, string Hash, bool IsOrderer)
{
    /// <summary>Domain below which its nodes are.</summary>
    public string Domain => $"{(IsOrderer ? "orderer" : "peer")}-{Hash}.default.svc.cluster.local";

    /// <summary>Folder of its administrator's bundle; also the part after the @ of common names.</summary>
    public string Folder => $"{Hash}.{Domain}";

    public string MspId => $"{Hash}MSP";

    /// <summary>Path of the root of its TLS certificates, inside the administrator's bundle.</summary>
    public string TlsRootPath => $"{Folder}/msp/tlscacerts/tlsca.{Hash}-cert.pem";

    /// <summary>Path of the root of its identities, there too.</summary>
    public string IdentityRootPath => $"{Folder}/msp/cacerts/ca.{Hash}-cert.pem";

    public string CommonName(string user) => $"{user}@{Folder}";

    /// <summary>The ordering organisation of a service.</summary>
    public static CertifiedOrganization Orderer(ServiceState service) => new(OrdererName(service), service.OrdererHash, IsOrderer: true);

    /// <summary>A peer organisation.</summary>
    public static CertifiedOrganization Of(OrganizationState organization) => new(organization.Name, organization.Hash, IsOrderer: false);

    /// <summary>The organisation of a service that has this name, or null.</summary>
    public static CertifiedOrganization? Find(ServiceState service, string name) =>
        service.Organizations.Find(o => o.Name == name) is { } organization ? Of(organization)
        : name == OrdererName(service) ? Orderer(service)
        : null;

    private static string OrdererName(ServiceState service) => $"{service.Name}-orderer";
}
