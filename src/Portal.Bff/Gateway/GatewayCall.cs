using System.Diagnostics;

using Portal.Bff.Audit;
using Portal.Bff.Iam;

namespace Portal.Bff.Gateway;

/// <summary>One allowed call on its way to the cloud and back.</summary>
/// <param name="Context">The caller's request.</param>
/// <param name="Scope">Who calls what, for which tenant.</param>
/// <param name="Audit">What the audit is told of it.</param>
/// <param name="Target">The whole upstream address.</param>
/// <param name="Body">The request's body.</param>
/// <param name="Pass">Token or access key.</param>
/// <param name="Started">When the request came, as <see cref="Stopwatch"/> counts.</param>
/// <param name="Key">The idempotency key that it holds, or null.</param>
internal sealed record GatewayCall(
    HttpContext Context, GatewayScope Scope, AuditCall Audit, Uri Target, byte[] Body, TokenLookup.Usable Pass, long Started, HeldKey? Key)
{
    /// <summary>What was recorded before it was sent; null for a read, which is recorded once.</summary>
    public AuditIntent? Intent { get; init; }

    /// <summary>What the audit is told of its end.</summary>
    public AuditResult Result(string outcome, int? status) => new(outcome)
    {
        Status = status, DurationMs = (long)Stopwatch.GetElapsedTime(Started).TotalMilliseconds,
    };
}
