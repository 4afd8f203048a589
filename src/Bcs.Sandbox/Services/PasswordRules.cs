namespace Bcs.Sandbox.Services;

/// <summary>When a password is strong enough: long enough, of three kinds of characters, and of no others than the service takes.</summary>
internal static class PasswordRules
{
    /// <summary>Longest password of a service's resources.</summary>
    public const int MostOfResources = 12;

    /// <summary>Longest password of its database.</summary>
    public const int MostOfDatabase = 26;

    private const int Fewest = 8;
    private const int Kinds = 3;
    private const string Special = "!@$%^-_=+[{}]:,./?";

    /// <summary>Whether a password of at most so many characters is strong.</summary>
    public static bool AreMetBy(string password, int most)
    {
        Func<char, bool>[] kinds = [char.IsAsciiLetterUpper, char.IsAsciiLetterLower, char.IsAsciiDigit, Special.Contains];
        return password.Length >= Fewest && password.Length <= most
            && kinds.Count(password.Any) >= Kinds && password.All(c => kinds.Any(k => k(c)));
    }
}
