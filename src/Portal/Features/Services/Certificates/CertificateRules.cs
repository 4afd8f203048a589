using System.Text.RegularExpressions;

using Portal.Controls;

namespace Portal.Features.Services.Certificates;

/// <summary>What sections 5.1.10 to 5.1.13 demand of names.</summary>
internal static partial class CertificateRules
{
    /// <summary>The rule that the name of a certificate's user breaks, or null.</summary>
    public static FieldError? User(string name) =>
        name.Length == 0 ? new("rule.required") : UserName().IsMatch(name) ? null : new("rule.channelName");

    /// <summary>The rule that the name of a chaincode breaks, or null.</summary>
    public static FieldError? Chaincode(string name) =>
        name.Length == 0 ? new("rule.required") : ChaincodeName().IsMatch(name) ? null : new("rule.chaincode");

    [GeneratedRegex(@"\A[a-z][a-z0-9]{3,23}\z")]
    private static partial Regex UserName();

    [GeneratedRegex(@"\A[a-z][a-z0-9]{5,24}\z")]
    private static partial Regex ChaincodeName();
}
