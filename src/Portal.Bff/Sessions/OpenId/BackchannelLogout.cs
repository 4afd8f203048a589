using System.Text.Json;

using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

using Portal.Bff.Audit;
using Portal.Bff.Identity;
using Portal.Bff.Platform.Problems;
using Portal.Contracts;
using Portal.Contracts.Audit;

namespace Portal.Bff.Sessions.OpenId;

/// <summary>
/// A provider tells that somebody is signed out there (OpenID Connect Back-Channel Logout 1.0). Nothing but its signed token is believed, and each token
/// once; the portal's sessions that began there end.
/// </summary>
internal sealed partial class BackchannelLogout(
    OpenIdProviders providers, IOptionsMonitor<OpenIdConnectOptions> options, SessionStore sessions, UsedLogoutTokens used, IAuditLog audit, Refusals refusals,
    TimeProvider time, ILogger<BackchannelLogout> logger)
{
    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";
    private const int LongestToken = 16 * 1024;
    private const int LongestId = 256;

    private static readonly TimeSpan Age = TimeSpan.FromMinutes(5);
    private static readonly string[] Types = ["", "JWT", "logout+jwt", "application/logout+jwt"];

    private static readonly PortalProblem NoSuchProvider = new(
        StatusCodes.Status404NotFound, ProblemCodes.NotFound, "No such sign-in service.", "Check the address that is registered for back-channel logout.");

    /// <summary>Answers 200 when the sessions have ended, also if there were none, and 400 to a token that is not believed.</summary>
    public async Task<IResult> HandleAsync(HttpContext context, string name)
    {
        if (providers.Find(name) is not { } provider)
        {
            return NoSuchProvider;
        }

        try
        {
            return await ReadAsync(context, provider) switch
            {
                Told told when await EndAsync(context, provider, told) => Results.Ok(),
                Told => await RefuseAsync(context, provider, "replayed"),
                Doubted doubted => await RefuseAsync(context, provider, doubted.Reason),
                _ => throw new InvalidOperationException(),
            };
        }
        catch (ProviderAwayException)
        {
            // Whoever sends it may be anybody; without the provider's keys nobody can tell.
            return OpenIdFailures.Away;
        }
    }

    private async Task<object> ReadAsync(HttpContext context, OpenIdProvider provider)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = 2 * LongestToken;
        }

        if (!context.Request.HasFormContentType)
        {
            return new Doubted("noForm");
        }

        var text = (await context.Request.ReadFormAsync(context.RequestAborted))["logout_token"];
        if (text is not [{ Length: > 0 and <= LongestToken } sent])
        {
            return new Doubted("noToken");
        }

        if (await ValidateAsync(options.Get(provider.Name), sent, context.RequestAborted) is not JsonWebToken token)
        {
            return new Doubted("notTheProviders");
        }

        return 0 switch
        {
            _ when !Types.Contains(token.Typ ?? "", StringComparer.OrdinalIgnoreCase) => new Doubted("type"),
            _ when token.TryGetPayloadValue<object>("nonce", out _) => new Doubted("nonce"),
            _ when !IsLogout(token) => new Doubted("events"),
            _ when !token.TryGetPayloadValue<long>("iat", out var at) || (time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(at)).Duration() > Age => new Doubted("age"),
            _ when Text(token, "jti") is null => new Doubted("noId"),
            _ when Text(token, "sid") is null && Text(token, "sub") is null => new Doubted("nobody"),
            _ when await used.WasUsedAsync(provider.Name, Text(token, "jti")!, context.RequestAborted) => new Doubted("replayed"),
            _ => new Told(Text(token, "jti")!, Text(token, "sid"), Text(token, "sub")),
        };
    }

    private static async Task<SecurityToken?> ValidateAsync(OpenIdConnectOptions oidc, string token, CancellationToken cancellationToken)
    {
        // Whether the provider can be asked at all: the handler takes a provider that is away for one without keys.
        await oidc.ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        var rules = oidc.TokenValidationParameters.Clone();
        rules.ConfigurationManager = (BaseConfigurationManager)oidc.ConfigurationManager;
        rules.ValidAudience = oidc.ClientId;
        rules.RequireSignedTokens = true;
        rules.RequireExpirationTime = false;
        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, rules);
        return result.IsValid ? result.SecurityToken : null;
    }

    private static bool IsLogout(JsonWebToken token) =>
        token.TryGetPayloadValue<JsonElement>("events", out var events) && events.ValueKind is JsonValueKind.Object
        && events.TryGetProperty(LogoutEvent, out var logout) && logout.ValueKind is JsonValueKind.Object;

    private static string? Text(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<string>(claim, out var text) && text is { Length: > 0 and <= LongestId } ? text : null;

    // The token is used up last: if the portal fails before, the provider may send it again. Ending twice does no harm.
    private async Task<bool> EndAsync(HttpContext context, OpenIdProvider provider, Told told)
    {
        var ended = await sessions.OfProviderAsync(provider.Name, told.Session, told.Subject, context.RequestAborted);
        foreach (var session in ended)
        {
            foreach (var tenant in session.TenantIds)
            {
                await audit.RecordAsync(
                    CallerInfo.Call(context, tenant, AuditEvents.SignOutByProvider) with
                    {
                        Actor = new AuditActor(session.UserId, session.UserName, "user"), Session = session.Handle,
                    },
                    new AuditResult(AuditOutcomes.Succeeded) { Status = StatusCodes.Status200OK }, CancellationToken.None);
            }

            await sessions.EndAsync(session.UserId, session.Handle, CancellationToken.None);
        }

        LogTold(logger, provider.Name, ended.Count);
        return await used.UseAsync(provider.Name, told.Id, CancellationToken.None);
    }

    private async Task<IResult> RefuseAsync(HttpContext context, OpenIdProvider provider, string reason)
    {
        LogDoubted(logger, provider.Name, reason);
        var problem = new PortalProblem(
            StatusCodes.Status400BadRequest, ProblemCodes.LogoutTokenRefused, "The logout token is not believed.", $"Nobody was signed out. Reason: {reason}.") { Reason = reason };
        await refusals.RecordAsync(
            CallerInfo.Call(context, AuditCall.PortalTenant, AuditEvents.SignOutByProvider) with
            {
                Request = JsonSerializer.Serialize(new { provider = provider.Name, reason }),
            },
            new AuditResult(AuditOutcomes.Denied) { Status = problem.Status, UpstreamCode = problem.Code }, [AuditCall.PortalTenant]);
        return problem;
    }

    [LoggerMessage(132, LogLevel.Information, "{Provider} told of a sign-out; {Count} sessions ended")]
    private static partial void LogTold(ILogger logger, string provider, int count);

    [LoggerMessage(133, LogLevel.Warning, "A logout token for {Provider} is not believed: {Reason}")]
    private static partial void LogDoubted(ILogger logger, string provider, string reason);

    private sealed record Told(string Id, string? Session, string? Subject);

    private sealed record Doubted(string Reason);
}
