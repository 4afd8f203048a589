using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;

namespace Portal.Bff.Platform.Settings;

/// <summary>A duration within bounds: a millisecond at least, because no time at all is no wait.</summary>
/// <param name="longest">The longest, in the form of configuration.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationAttribute(string longest) : ValidationAttribute($"has to be a duration from 00:00:00.001 to {longest}.")
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>The longest.</summary>
    public string Longest => longest;

    public override bool IsValid(object? value) =>
        value is null || (value is TimeSpan span && span >= Shortest && span <= TimeSpan.Parse(longest, CultureInfo.InvariantCulture));
}

/// <summary>A whole number within bounds.</summary>
/// <param name="least">The least.</param>
/// <param name="most">The most.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AmountAttribute(long least, long most) : ValidationAttribute(FormattableString.Invariant($"has to be a number from {least} to {most}."))
{
    /// <summary>The least.</summary>
    public long Least => least;

    /// <summary>The most.</summary>
    public long Most => most;

    public override bool IsValid(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture) is var number && number >= least && number <= most;
}

/// <summary>A value that cannot be left out.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NeededAttribute : RequiredAttribute
{
    public NeededAttribute() => ErrorMessage = "is not set.";
}

/// <summary>A text of a greatest length.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TextAttribute : StringLengthAttribute
{
    public TextAttribute(int longest)
        : base(longest) =>
        ErrorMessage = "has more than {1} characters.";
}

/// <summary>An absolute http or https address without user and password.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WebAddressAttribute() : ValidationAttribute("has to be an absolute address such as https://example.com, without user and password.")
{
    /// <summary>True for several addresses, separated by commas.</summary>
    public bool Several { get; init; }

    /// <summary>The addresses of a value.</summary>
    public static string[] Split(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public override bool IsValid(object? value) =>
        value is not string { Length: > 0 } text || (Several ? Split(text) is { Length: > 0 } all && Array.TrueForAll(all, IsAddress) : IsAddress(text));

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0 && uri.UserInfo.Length == 0;
}

/// <summary>Addresses and networks in CIDR form.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NetworksAttribute() : ValidationAttribute("has to be an address such as 10.0.0.7 or a network such as 10.0.0.0/8.")
{
    public override bool IsValid(object? value) => value is IEnumerable<string> networks && networks.All(n => IPNetwork.TryParse(n, out _) || IPAddress.TryParse(n, out _));
}

/// <summary>Ids of people, each of one provider.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PeopleAttribute() : ValidationAttribute("has to be the id of a person, such as iam:acme/alice or corp:00u1ab.")
{
    private const int Longest = 512;

    public override bool IsValid(object? value) =>
        value is IEnumerable<string> people && people.All(p => p.Length <= Longest && p.Split(':', 2) is [{ Length: > 0 } provider, { Length: > 0 }] && provider != "group");
}
