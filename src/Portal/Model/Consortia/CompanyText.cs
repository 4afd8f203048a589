using Portal.Contracts.Consortia;

namespace Portal.Model.Consortia;

/// <summary>How companies are called.</summary>
internal static class CompanyText
{
    /// <summary>The name of a company where the portal knows it, its account otherwise.</summary>
    /// <param name="consortium">What is known.</param>
    /// <param name="account">The company's account.</param>
    public static string Name(this ConsortiumDto consortium, string? account) =>
        account is null ? "" : consortium.Companies.GetValueOrDefault(account, account);
}
