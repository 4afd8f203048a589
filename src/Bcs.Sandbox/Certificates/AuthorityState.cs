namespace Bcs.Sandbox.Certificates;

/// <summary>
/// What the certificate authorities of one organisation have issued. Holds certificates, never keys: those are derived from the seed,
/// see <see cref="DerivedKey"/>.
/// </summary>
internal sealed class AuthorityState
{
    /// <summary>Name of the organisation.</summary>
    public required string Organization { get; set; }

    /// <summary>Certificate of the authority for identities, DER in base 64.</summary>
    public required string Certificate { get; set; }

    /// <summary>Certificate of the authority for TLS likewise; null until it is needed.</summary>
    public string? TlsCertificate { get; set; }

    /// <summary>Certificates that the organisation has from the start, DER in base 64, by common name.</summary>
    public Dictionary<string, string> Standing { get; set; } = [];

    /// <summary>User certificates in the order in which they were generated.</summary>
    public List<UserCertificateState> Users { get; set; } = [];
}

/// <summary>A user certificate that 5.1.11 generated.</summary>
internal sealed class UserCertificateState
{
    public required string User { get; set; }

    /// <summary>Serial number, lower-case hexadecimal.</summary>
    public required string Serial { get; set; }

    /// <summary>True if it was generated in safe mode: the system hosts it.</summary>
    public bool Hosted { get; set; }

    public long IssuedAt { get; set; }

    /// <summary>What it is, or becomes at <see cref="ChangesAt"/>.</summary>
    public bool Frozen { get; set; }

    /// <summary>Simulated nanoseconds since 1970 at which the last freezing or unfreezing takes effect; 0 if there was none.</summary>
    public long ChangesAt { get; set; }

    /// <summary>Whether a freezing or unfreezing has been accepted and is not in effect yet.</summary>
    public bool IsChanging(long now) => now < ChangesAt;

    /// <summary><c>active</c>, <c>freezing</c>, <c>frozen</c> or <c>unfreezing</c>.</summary>
    public string Status(long now) => (Frozen, IsChanging(now)) switch
    {
        (true, true) => "freezing",
        (true, false) => "frozen",
        (false, true) => "unfreezing",
        (false, false) => "active",
    };
}
