using System.Security.Authentication;

namespace Bcs.Api.Client;

/// <summary>The other side's certificate was looked at and not accepted, so nothing was sent.</summary>
/// <param name="reason">One of the reasons of this class.</param>
/// <param name="host">Whom the connection was meant for.</param>
public sealed class CertificateRefusedException(string reason, string host) : AuthenticationException($"The certificate of {host} is not accepted: {reason}.")
{
    /// <summary>It was issued by nobody who is trusted.</summary>
    public const string Untrusted = "CertificateUntrusted";

    /// <summary>It, or one that it rests on, is no longer or not yet valid.</summary>
    public const string Expired = "CertificateExpired";

    /// <summary>It belongs to another name.</summary>
    public const string OtherName = "CertificateOfOtherName";

    /// <summary>Why, in a word.</summary>
    public string Reason { get; } = reason;
}
