using Microsoft.AspNetCore.Authentication;

namespace Portal.Bff.Sessions;

/// <summary>What a session's ticket keeps of the provider that the person came from.</summary>
internal static class ProviderItems
{
    private const string IdToken = "id_token";
    private const string SessionItem = "portal.provider.sid";
    private const string SubjectItem = "portal.provider.sub";

    /// <summary>Keeps it. The id token goes back to the provider at sign-out, and nowhere else.</summary>
    public static void Keep(AuthenticationProperties properties, string? session, string subject, string? idToken)
    {
        properties.Items[SessionItem] = session;
        properties.Items[SubjectItem] = subject;
        if (idToken is not null)
        {
            properties.StoreTokens([new AuthenticationToken { Name = IdToken, Value = idToken }]);
        }
    }

    /// <summary>What the provider calls its session.</summary>
    public static string? Session(AuthenticationProperties properties) => properties.Items.TryGetValue(SessionItem, out var session) ? session : null;

    /// <summary>What the provider calls the person.</summary>
    public static string? Subject(AuthenticationProperties properties) => properties.Items.TryGetValue(SubjectItem, out var subject) ? subject : null;
}
