using System.Security.Claims;
using System.Text.Encodings.Web;

using Bcs.Api.Client;

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;

using Portal.Contracts.Session;

namespace Portal.Access;

/// <summary>Makes the principal of a page or circuit from what the BFF says about the request's session.</summary>
internal sealed class BffAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, BffUserCache users)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bff";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (NeedsNobody() || SessionCookie.Find(Request) is not { } cookie)
        {
            return AuthenticateResult.NoResult();
        }

        return await users.GetAsync(cookie) switch
        {
            BcsResult<UserInfo>.Ok ok => AuthenticateResult.Success(new AuthenticationTicket(
                new ClaimsPrincipal(SessionClaims.Write(ok.Value, cookie, Preferences.Read(Request.Cookies))), SchemeName)),
            BcsResult<UserInfo>.Refused { Error.Status: StatusCodes.Status401Unauthorized } => AuthenticateResult.NoResult(),
            BcsResult<UserInfo>.Refused refused => throw new BffUnavailableException(refused.Error.Code),
            BcsResult<UserInfo>.NotSent notSent => throw new BffUnavailableException(notSent.Reason),
            BcsResult<UserInfo>.Unclear unclear => throw new BffUnavailableException(unclear.Reason),
            _ => AuthenticateResult.NoResult(),
        };
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Redirect(PortalUrls.SignIn(Request.Path + Request.QueryString));
        return Task.CompletedTask;
    }

    // Files and the error page are the same for everybody, and the error page has to come up while the BFF is away.
    private bool NeedsNobody() =>
        Context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
        || Context.Features.Get<IExceptionHandlerFeature>() is not null;
}
