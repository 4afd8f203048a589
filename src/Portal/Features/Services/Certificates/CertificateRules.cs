using System.Text.RegularExpressions;

using Portal.Contracts.Services;
using Portal.Controls;

namespace Portal.Features.Services.Certificates;

/// <summary>What sections 5.1.10 to 5.1.13 demand of names, and the portal of reasons.</summary>
internal static partial class CertificateRules
{
    /// <summary>The rule that the name of a certificate's user breaks, or null.</summary>
    public static FieldError? User(string name) =>
        name.Length == 0 ? new("rule.required") : UserName().IsMatch(name) ? null : new("rule.channelName");

    /// <summary>The rule that the name of a chaincode breaks, or null.</summary>
    public static FieldError? Chaincode(string name) =>
        name.Length == 0 ? new("rule.required") : ChaincodeName().IsMatch(name) ? null : new("rule.chaincode");

    /// <summary>The rule that the reason of a download breaks, or null.</summary>
    public static FieldError? Reason(string reason) =>
        reason.Length == 0 ? new("rule.required") : reason.Length is >= 3 and <= 200 && !reason.Any(char.IsControl) ? null : new("rule.reason");

    /// <summary>Why a service has no certificates to give, or none to change, or null. One that sleeps can still hand out what it has.</summary>
    /// <param name="service">The service.</param>
    /// <param name="changes">True for generating, freezing and unfreezing.</param>
    public static FieldError? Unready(ServiceDto service, bool changes) => service.Detail?.BasicInfo?.ProcessStatus?.ToLowerInvariant() switch
    {
        "iscreating" => new("block.creating"),
        "isdeleting" => new("block.deleting"),
        _ => changes && service.Detail?.BasicInfo?.Status?.ToLowerInvariant() is ("freeze" or "hibernation") ? new("block.asleep") : null,
    };

    [GeneratedRegex(@"\A[a-z][a-z0-9]{3,23}\z")]
    private static partial Regex UserName();

    [GeneratedRegex(@"\A[a-z][a-z0-9]{5,24}\z")]
    private static partial Regex ChaincodeName();
}
