using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

using Portal.Bff.Platform.Problems;
using Portal.Contracts;

namespace Portal.Bff.Sessions.OpenId;

/// <summary>Why a sign-in through a provider did not come to an end, in words for people and in a word for the log.</summary>
internal static class OpenIdFailures
{
    /// <summary>The provider cannot be asked.</summary>
    public static readonly PortalProblem Away = new(
        StatusCodes.Status503ServiceUnavailable, ProblemCodes.ProviderUnavailable, "The sign-in service does not answer.",
        "Nothing is wrong with your account. Try again in a moment, or sign in another way.")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    /// <summary>The provider said no: the person stopped there, or may not use the portal.</summary>
    public static readonly PortalProblem Refused = new(
        StatusCodes.Status403Forbidden, ProblemCodes.ProviderRefused, "The sign-in service refused.",
        "The sign-in was stopped there, or your account may not use the portal. Try again, or ask who administers your accounts.");

    /// <summary>What came back belongs to no sign-in that this browser has begun and not ended.</summary>
    public static readonly PortalProblem Stale = new(
        StatusCodes.Status400BadRequest, ProblemCodes.SignInStale, "This sign-in is over.",
        "It took too long, was done already, or began in another browser. Start again.");

    /// <summary>What the provider said could not be believed.</summary>
    public static readonly PortalProblem Unbelieved = new(
        StatusCodes.Status502BadGateway, ProblemCodes.ProviderUnbelieved, "The sign-in service's answer could not be believed.",
        "Nobody was signed in. Try again; if it lasts, tell the portal's administrator, who finds the reason in the log.");

    /// <summary>What to say of a failure, and its reason in a word that holds nothing that anybody sent.</summary>
    public static (PortalProblem Problem, string Reason) Of(Exception? failure)
    {
        var chain = Chain(failure).ToList();
        var told = chain.Select(e => e.Data["error"] as string).FirstOrDefault(e => e is not null);
        return 0 switch
        {
            _ when chain.Find(e => e is TokenRefusedException) is { } refused => (Unbelieved, refused.Message),
            _ when chain.Exists(e => e is ProviderAwayException or HttpRequestException or IOException or TaskCanceledException) => (Away, "unavailable"),
            _ when chain.Find(e => e is SecurityTokenException or OpenIdConnectProtocolInvalidNonceException) is { } token => (Unbelieved, token.GetType().Name),
            _ when told is not null => (Refused, Word(told)),
            _ when chain.Find(e => e is OpenIdConnectProtocolException) is { } protocol => (Unbelieved, protocol.GetType().Name),
            _ when chain.Exists(e => e is AuthenticationFailureException) => (Stale, "noSuchSignIn"),
            _ => (Unbelieved, chain.LastOrDefault()?.GetType().Name ?? "unknown"),
        };
    }

    // The handler packs what happened, sometimes twice.
    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
        {
            yield return current;
        }
    }

    // An error of the protocol is a word; whoever writes a sentence there wants it to be read.
    private static string Word(string error) => error.Length <= 64 && error.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-') ? error : "other";
}

/// <summary>An id token that the handler takes and the portal does not.</summary>
internal sealed class TokenRefusedException(string reason) : AuthenticationFailureException(reason);
