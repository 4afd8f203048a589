using System.Security.Claims;
using System.Text.Json;

using Portal.Contracts.Session;

namespace Portal.Access;

/// <summary>
/// What a principal carries. A circuit reads its identity from here alone. The principal is never serialised: the session
/// reference in it stays in server memory.
/// </summary>
internal static class SessionClaims
{
    private const string User = "portal:user";
    private const string Cookie = "portal:session";
    private const string From = "portal:caller";
    private const string Theme = "portal:theme";
    private const string Density = "portal:density";
    private const string Zone = "portal:zone";
    private const string ChosenZone = "portal:zone-chosen";
    private const string Clock = "portal:clock";

    public static ClaimsIdentity Write(UserInfo user, SessionCookie cookie, Preferences preferences) => new(
        [
            new Claim(ClaimTypes.Name, user.User.Name),
            new Claim(ClaimTypes.NameIdentifier, user.User.Id),
            new Claim(User, JsonSerializer.Serialize(user)),
            new Claim(Cookie, cookie.Header),
            new Claim(From, JsonSerializer.Serialize(cookie.Caller)),
            new Claim(Theme, preferences.Theme),
            new Claim(Density, preferences.Density),
            new Claim(Zone, preferences.BrowserZone.Id),
            new Claim(ChosenZone, preferences.ChosenZone?.Id ?? ""),
            new Claim(Clock, preferences.Clock),
        ],
        BffAuthenticationHandler.SchemeName);

    public static (UserInfo User, SessionCookie Cookie, Preferences Preferences)? Read(ClaimsPrincipal principal) =>
        principal.FindFirstValue(User) is { } user && principal.FindFirstValue(Cookie) is { } cookie
            ? (JsonSerializer.Deserialize<UserInfo>(user)!, new SessionCookie(cookie, JsonSerializer.Deserialize<Caller>(principal.FindFirstValue(From)!)!), new Preferences(
                principal.FindFirstValue(Theme)!, principal.FindFirstValue(Density)!, Preferences.FindZone(principal.FindFirstValue(Zone)) ?? TimeZoneInfo.Utc)
            {
                ChosenZone = Preferences.FindZone(principal.FindFirstValue(ChosenZone)), Clock = Preferences.ClockOf(principal.FindFirstValue(Clock)),
            })
            : null;
}
