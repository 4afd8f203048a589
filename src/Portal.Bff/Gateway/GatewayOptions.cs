namespace Portal.Bff.Gateway;

/// <summary>Limits of the gateway, in bytes.</summary>
internal static class GatewayLimits
{
    /// <summary>Body of a request: the cloud's own limit for signed requests, 12 MB inclusive.</summary>
    public const int RequestBody = 12 * 1024 * 1024;

    /// <summary>Body of a certificate upload: the file and the form around it.</summary>
    public const int CertificateUpload = 32 * 1024;

    /// <summary>An answer that is held until it is whole and judged. A longer one is not understood.</summary>
    public const int HeldAnswer = 32 * 1024 * 1024;

    /// <summary>The body of an error. Of a longer one only the status is looked at.</summary>
    public const int ErrorAnswer = 1024 * 1024;

    /// <summary>So much of what a read answers is held; a longer list streams.</summary>
    public const int StreamedFrom = 256 * 1024;

    /// <summary>So much of a file with certificates is held, while it streams, to read what is public in it. The cloud's are far below that.</summary>
    public const int ReadFile = 64 * 1024;

    /// <summary>The longest answer that is kept to be replayed for an idempotency key.</summary>
    public const int ReplayedAnswer = 64 * 1024;
}
