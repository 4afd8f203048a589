namespace Portal.Bff.Identity;

/// <summary>Stable ids of people and of groups: of an account where it was proven, never of a name that somebody else may bear elsewhere.</summary>
internal static class UserIds
{
    /// <summary>The provider of people who sign in with an IAM account.</summary>
    public const string IamProvider = "iam";

    /// <summary>What ids of groups begin with. No provider is called so.</summary>
    public const string GroupPrefix = "group:";

    /// <summary>The id of an IAM account.</summary>
    public static string Iam(string domain, string user) => $"{IamProvider}:{domain}/{user}";

    /// <summary>The id of a person whom a provider of single sign-on knows.</summary>
    /// <param name="provider">Name of the provider; capitals make no difference.</param>
    /// <param name="subject">What the provider calls the person for ever.</param>
    public static string Of(string provider, string subject) => $"{provider.ToLowerInvariant()}:{subject}";

    /// <summary>The id of a provider's group.</summary>
    public static string Group(string provider, string name) => $"{GroupPrefix}{provider.ToLowerInvariant()}:{name}";

    /// <summary>The id that a setting such as <c>group:corp:operators</c> means, or null if it names no group.</summary>
    public static string? ParseGroup(string? text) =>
        text?.Split(':', 3) is ["group", { Length: > 0 } provider, { Length: > 0 } name] ? Group(provider, name) : null;
}
