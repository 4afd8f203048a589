using Microsoft.AspNetCore.WebUtilities;

using Portal.Bff.Platform.Problems;
using Portal.Contracts;

namespace Portal.Bff.Gateway;

/// <summary>What the gateway says in place of an answer that is not passed on.</summary>
internal static class GatewayProblems
{
    /// <summary>Another request under the same key is at work.</summary>
    public static readonly PortalProblem Busy = new(
        StatusCodes.Status409Conflict, ProblemCodes.IdempotencyBusy, "The same request is still running.", "Wait for its answer.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    /// <summary>The token died before its time.</summary>
    public static readonly PortalProblem SignInAgain = new(
        StatusCodes.Status401Unauthorized, ProblemCodes.UpstreamSignInRequired, "The cloud asks for your password again.",
        "Your cloud token has ended before its time. Nothing was changed. Give your password, then try again.");

    /// <summary>The tenant's own credential does not do.</summary>
    public static readonly PortalProblem CredentialRefused = new(
        StatusCodes.Status503ServiceUnavailable, ProblemCodes.IamUnavailable, "The cloud refuses the tenant's credential.",
        "An administrator of the tenant has to check the credential. Nothing was changed.");

    /// <summary>A change that may have been made or not.</summary>
    public static readonly PortalProblem Unclear = new(
        StatusCodes.Status504GatewayTimeout, ProblemCodes.OutcomeUnknown, "It is not known yet whether the change was made.",
        "The cloud gave no complete answer. The portal is finding out; follow the operation. Do not send the change again.");

    /// <summary>There was no connection.</summary>
    public static readonly PortalProblem NotSent = new(
        StatusCodes.Status502BadGateway, ProblemCodes.NotSent, "The cloud could not be reached.",
        "No connection was made, so nothing was sent and nothing was changed. Try again in a moment; if it lasts, ask the portal's operators to check "
        + "the cloud's address, its certificate and the network.");

    private static readonly PortalProblem Unreachable = new(
        StatusCodes.Status502BadGateway, ProblemCodes.UpstreamUnreachable, "The cloud gave no understandable answer.",
        "Nothing was changed by this read. Try again in a moment; if it lasts, check the cloud's status page.");

    /// <summary>A read without an answer that can be understood; a 5xx keeps its status.</summary>
    public static PortalProblem NoAnswer(int? status) => status is >= 500 ? Unreachable with { Status = status.Value } : Unreachable;

    /// <summary>A refusal that is nothing but a status.</summary>
    public static PortalProblem Refused(int status) => new(
        status, ProblemCodes.UpstreamRefused, "The cloud refused this and gave no reason.",
        $"It answered {status} {ReasonPhrases.GetReasonPhrase(status)}. Nothing was changed. "
        + (status is StatusCodes.Status429TooManyRequests
            ? "Wait, then try again."
            : "Check the request; if it is right, something between the portal and the cloud refuses it: tell the portal's operators."));
}
