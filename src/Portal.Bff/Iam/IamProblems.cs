using Bcs.Api.Client;

using Portal.Bff.Platform.Problems;
using Portal.Contracts;

namespace Portal.Bff.Iam;

/// <summary>Says in words why the cloud's sign-in service gave no token, where it is not the fault of the person who signs in.</summary>
internal static class IamProblems
{
    private const string TryAgain = "Nothing is wrong with your account. Try again in a moment.";
    private const string TellSomebody = "Nothing is wrong with your account. Tell the portal's administrator, who finds the reason in the log.";

    /// <summary>The problem, or null where the cloud refused the user or the password.</summary>
    public static PortalProblem? Of(TokenLookup lookup) => lookup switch
    {
        TokenLookup.ProjectUnknown unknown => new(
            StatusCodes.Status503ServiceUnavailable, ProblemCodes.ProjectUnknown, $"The cloud does not know the project {unknown.Project}.",
            "Nothing is wrong with your account. The portal's administrator has to correct the project of this tenant."),
        TokenLookup.Unavailable unavailable => Words(unavailable.Why) with { Reason = unavailable.Why, RetryAfter = unavailable.RetryAfter },
        _ => null,
    };

    private static PortalProblem Words(string reason) => reason switch
    {
        nameof(HttpRequestError.NameResolutionError) => Problem("The name of the cloud's sign-in service is not found.", TellSomebody),
        nameof(HttpRequestError.ConnectionError) or NotSent.ConnectTimeout => Problem("No connection to the cloud's sign-in service could be made.", TryAgain),
        CertificateRefusedException.Untrusted => Problem("The certificate of the cloud's sign-in service is not trusted.", TellSomebody),
        CertificateRefusedException.Expired => Problem("The certificate of the cloud's sign-in service is not valid at this time.", TellSomebody),
        CertificateRefusedException.OtherName => Problem("The certificate of the cloud's sign-in service belongs to another name.", TellSomebody),
        nameof(HttpRequestError.SecureConnectionError) => Problem("No secure connection to the cloud's sign-in service could be made.", TellSomebody),
        _ => Problem("The cloud's sign-in service does not answer.", TryAgain),
    };

    private static PortalProblem Problem(string title, string detail) => new(StatusCodes.Status503ServiceUnavailable, ProblemCodes.IamUnavailable, title, detail);
}
