using System.Globalization;

using Microsoft.AspNetCore.Authentication;

namespace Portal.Bff.Sessions;

/// <summary>The moment at which a session ends however busy it is, kept in its ticket.</summary>
internal static class AbsoluteEnd
{
    public const string Item = "portal.end";

    public static string Format(DateTimeOffset end) => end.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>True when the ticket's absolute end has come.</summary>
    public static bool HasCome(AuthenticationProperties properties, DateTimeOffset now) =>
        properties.Items.TryGetValue(Item, out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var end)
        && end <= now;
}
