using Portal.Contracts.Operations;

namespace Portal.Contracts;

/// <summary>Problem details (RFC 9457) as the BFF sends them.</summary>
public sealed record Problem
{
    /// <summary>HTTP status.</summary>
    public int Status { get; init; }

    /// <summary>What happened, in a few words of English.</summary>
    public string? Title { get; init; }

    /// <summary>What it means and what to do.</summary>
    public string? Detail { get; init; }

    /// <summary>One of <see cref="ProblemCodes"/>.</summary>
    public string? Code { get; init; }

    /// <summary>Trace id for support.</summary>
    public string? TraceId { get; init; }

    /// <summary>The missing action, with <see cref="ProblemCodes.ActionDenied"/>.</summary>
    public string? Action { get; init; }

    /// <summary>The operation that finds out, with <see cref="ProblemCodes.OutcomeUnknown"/>, or that could not, with <see cref="ProblemCodes.OutcomeUndetermined"/>.</summary>
    public OperationDto? Operation { get; init; }

    /// <summary>Why the cloud could not be asked, with <see cref="ProblemCodes.IamUnavailable"/>: such as <c>NameResolutionError</c> or <c>CertificateExpired</c>.</summary>
    public string? Reason { get; init; }
}
