using Bcs.Api.Catalogue;

using Portal.Bff.Audit;

namespace Portal.Bff.Gateway;

/// <summary>A call with an intent that was sent to the cloud.</summary>
/// <param name="Operation">What was called.</param>
/// <param name="Call">What the audit knows of it.</param>
/// <param name="AuditId">Its audit record.</param>
/// <param name="Query">Its query.</param>
/// <param name="ContentType">Content type of its body, or null.</param>
/// <param name="Body">Its body; not to be kept.</param>
internal sealed record ObservedCall(BcsOperation Operation, AuditCall Call, string AuditId, IQueryCollection Query, string? ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>The reason that the caller gave, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The file in the answer, or null.</summary>
    public AuditFile? File { get; init; }

    /// <summary>What is in the file, keys included: to be looked at and not kept, it is wiped afterwards. Empty if it was longer than <see cref="GatewayLimits.ReadFile"/>.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }
}

/// <summary>Another slice that wants to know what came of calls. The caller has its answer, or gets it whatever becomes of this.</summary>
internal interface IAnswerObserver
{
    /// <summary>True for an operation whose answers it wants to see.</summary>
    bool Observes(BcsOperation operation);

    /// <summary>A call was answered whole and with success; its outcome is recorded. Must not throw: there is nobody left to tell.</summary>
    Task AnsweredAsync(ObservedCall call);

    /// <summary>
    /// A change was not answered, or not so that it could be understood: the cloud may have made it or not. The same may be told again when the
    /// caller repeats it. Must not throw.
    /// </summary>
    /// <param name="call">The call, without a file.</param>
    /// <param name="sentAt">When it was sent; what was accepted since then is newer.</param>
    Task UnclearAsync(ObservedCall call, DateTimeOffset sentAt);
}
