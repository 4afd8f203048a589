using Bcs.Api;

using Portal.Contracts.Services;
using Portal.Design;

namespace Portal.Model.Certificates;

/// <summary>What sections 5.1.10 to 5.1.13 demand of names.</summary>
internal static class CertificateRules
{
    /// <summary>The rule that the name of a certificate's user breaks, or null.</summary>
    public static FieldError? User(string name) =>
        name.Length == 0 ? new("rule.required") : BcsNames.IsCertificateUser(name) ? null : new("rule.channelName");

    /// <summary>The rule that the name of a chaincode breaks, or null.</summary>
    public static FieldError? Chaincode(string name) =>
        name.Length == 0 ? new("rule.required") : BcsNames.IsChaincode(name) ? null : new("rule.chaincode");

    /// <summary>Why a service has no certificates to give, or none to change, or null. One that sleeps can still hand out what it has.</summary>
    /// <param name="service">The service.</param>
    /// <param name="changes">True for generating, freezing and unfreezing.</param>
    public static FieldError? Unready(ServiceDto service, bool changes) => service.Detail?.BasicInfo?.ProcessStatus?.ToLowerInvariant() switch
    {
        "iscreating" => new("block.creating"),
        "isdeleting" => new("block.deleting"),
        _ => changes && service.Detail?.BasicInfo?.Status?.ToLowerInvariant() is ("freeze" or "hibernation") ? new("block.asleep") : null,
    };
}
