namespace Bcs.Api.Certificates;

/// <summary>Which certificates of an organisation, section 5.1.9.</summary>
public enum CertificateType
{
    /// <summary>The administrator's.</summary>
    Admin,

    /// <summary>A user's.</summary>
    User,

    /// <summary>The certificate authority's.</summary>
    Ca,
}
