namespace Portal.Bff.Identity;

/// <summary>Stable ids of people.</summary>
internal static class UserIds
{
    /// <summary>The id of an IAM account.</summary>
    public static string Iam(string domain, string user) => $"iam:{domain}/{user}";
}
