using System.Globalization;

using Microsoft.AspNetCore.Authentication;

namespace Portal.Bff.Sessions;

/// <summary>The moment at which a session ends however busy it is, kept in its ticket.</summary>
internal static class AbsoluteEnd
{
    public const string Item = "portal.end";

    public static string Format(DateTimeOffset end) => end.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>True when the ticket's absolute end has come.</summary>
    public static bool HasCome(AuthenticationProperties properties, DateTimeOffset now) => Of(properties) <= now;

    /// <summary>
    /// When the session ends if nothing more happens: after its idle time, and never after its absolute end. Whoever asks a
    /// session's end asks here, the hub's watch as well as the page that shows it.
    /// </summary>
    public static DateTimeOffset Next(AuthenticationProperties properties)
    {
        var idle = properties.ExpiresUtc ?? throw new InvalidOperationException("The ticket has no end.");
        return Of(properties) is { } end && end < idle ? end : idle;
    }

    private static DateTimeOffset? Of(AuthenticationProperties properties) =>
        properties.Items.TryGetValue(Item, out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var end)
            ? end
            : null;
}
