namespace Portal.Contracts;

/// <summary>Header names of the BFF's own API.</summary>
public static class BffHeaders
{
    /// <summary>Has to be <c>1</c> on every request that is not a GET: a page of another origin cannot send it.</summary>
    public const string Csrf = "X-CSRF";

    /// <summary>Id of the audit record of this call.</summary>
    public const string AuditId = "X-Audit-Id";

    /// <summary>1 to 64 visible characters that make a change safe to send again.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>
    /// Why a file with keys is downloaded: 3 to 200 characters, percent-encoded UTF-8. It is recorded and goes no further. Some tenants demand it.
    /// </summary>
    public const string Reason = "X-Reason";
}
