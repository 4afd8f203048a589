using System.Text.Json.Serialization;

namespace Portal.Contracts;

/// <summary>
/// Whether a list of the cloud's things was ever read. An empty list means "none" only with <see cref="ReadStates.Read"/>; the one place that
/// decides it, and who has to act.
/// </summary>
/// <param name="State">One of <see cref="ReadStates"/>.</param>
/// <param name="Problem">Why the last attempt failed: a code of the cloud or of the portal, or the kind of failure; null if it did not.</param>
/// <param name="Since">Since when every attempt has failed, UTC; null if the last one did not, or it is not known.</param>
/// <param name="Who">One of <see cref="ReadHelpers"/>: who has to act so that the next attempt succeeds; null without a problem.</param>
public sealed record Reading(string State, string? Problem, DateTimeOffset? Since, string? Who)
{
    // What is wrong with the credential or its rights, by the codes of the portal and of the cloud.
    private static readonly HashSet<string> OfCredential =
    [
        "CredentialRefused", "NoToken", "APIGW.0301", "APIGW.0302", "APIGW.0305", "APIGW.0307", "BCS.4010401", "BCS.4030403", "401", "403",
    ];

    // An address, a project or a certificate that does not become right by waiting.
    private static readonly HashSet<string> OfSettings =
        ["ProjectUnknown", "NameResolutionError", "SecureConnectionError", "CertificateUntrusted", "CertificateExpired", "CertificateOfOtherName"];

    /// <summary>Of a list that is known.</summary>
    public static Reading Known { get; } = new(ReadStates.Read, null, null, null);

    /// <summary>True if what is not in the list was not there.</summary>
    [JsonIgnore]
    public bool IsRead => State == ReadStates.Read;

    /// <summary>Of several lists that are shown as one: it is known only if all are.</summary>
    public static Reading OfAll(params IEnumerable<Reading> readings) =>
        readings.OrderBy(r => r.State switch { ReadStates.Failed => 0, ReadStates.Pending => 1, _ => 2 }).FirstOrDefault(Known);

    /// <summary>The state of a list.</summary>
    /// <param name="asOf">When the list was last read; null if it never was.</param>
    /// <param name="problem">Why the last attempt failed, or null.</param>
    /// <param name="since">Since when every attempt has failed, or null.</param>
    public static Reading Of(DateTimeOffset? asOf, string? problem, DateTimeOffset? since = null) => new(
        asOf is not null ? ReadStates.Read : problem is null ? ReadStates.Pending : ReadStates.Failed,
        problem,
        problem is null ? null : since,
        problem is null ? null
        : OfCredential.Contains(problem) ? ReadHelpers.TenantAdministrator
        : OfSettings.Contains(problem) ? ReadHelpers.PortalAdministrator
        : ReadHelpers.Nobody);
}

/// <summary>What is known of a list.</summary>
public static class ReadStates
{
    /// <summary>It was read: what is not in it was not there.</summary>
    public const string Read = "read";

    /// <summary>Nobody has answered yet, and nothing has failed.</summary>
    public const string Pending = "pending";

    /// <summary>It was never read, because every attempt failed.</summary>
    public const string Failed = "failed";
}

/// <summary>Who has to act so that a list can be read.</summary>
public static class ReadHelpers
{
    /// <summary>An administrator of the tenant: its credential or its rights in the cloud.</summary>
    public const string TenantAdministrator = "tenant_administrator";

    /// <summary>Who runs the portal: the cloud's address, its certificate, the network.</summary>
    public const string PortalAdministrator = "portal_administrator";

    /// <summary>Nobody: the portal keeps trying.</summary>
    public const string Nobody = "nobody";
}
