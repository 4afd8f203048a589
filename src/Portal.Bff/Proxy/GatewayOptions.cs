namespace Portal.Bff.Proxy;

/// <summary>Limits of the gateway, in bytes.</summary>
internal static class GatewayLimits
{
    /// <summary>Body of a request: the cloud's own limit for signed requests, 12 MB inclusive.</summary>
    public const int RequestBody = 12 * 1024 * 1024;

    /// <summary>A certificate file: the cloud takes less than 30 KB.</summary>
    public const int CertificateFile = (30 * 1024) - 1;

    /// <summary>Body of a certificate upload: the file and the form around it.</summary>
    public const int CertificateUpload = 32 * 1024;

    /// <summary>So much of an answer is held back until it is known to be whole; what is longer streams.</summary>
    public const int HeldAnswer = 256 * 1024;

    /// <summary>So much of a file with certificates is held, while it streams, to read what is public in it. The cloud's are below 30 KB.</summary>
    public const int ReadFile = 64 * 1024;

    /// <summary>The longest answer that is kept to be replayed for an idempotency key.</summary>
    public const int ReplayedAnswer = 64 * 1024;
}
