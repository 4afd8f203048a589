using System.ComponentModel.DataAnnotations;

using Portal.Bff.Platform.Settings;

namespace Portal.Bff.Sessions.OpenId;

/// <summary>
/// Section <c>AzureAd</c> in the form of Microsoft.Identity.Web, which reads all of it: what stands here is what the portal looks at. Without a client id there
/// is no such provider.
/// </summary>
[Settings("AzureAd")]
internal sealed class AzureAdOptions : IValidatableObject
{
    private static readonly string[] Several = ["organizations", "common"];

    /// <summary>Microsoft's address, or that of a national cloud. Default: <c>https://login.microsoftonline.com/</c>.</summary>
    [Needed, WebAddress]
    public string Instance { get; init; } = "https://login.microsoftonline.com/";

    /// <summary>Id of the directory, or <c>organizations</c> for several.</summary>
    [Text(64)]
    public string? TenantId { get; init; }

    /// <summary>What Entra calls the portal.</summary>
    [Text(256)]
    public string? ClientId { get; init; }

    /// <summary>The portal's secret there. A certificate in its place is not sent where the code is exchanged, so it does not do.</summary>
    [Text(1024)]
    public string? ClientSecret { get; init; }

    /// <summary>Ids of the directories whose people may come. Needed with <c>organizations</c>, which lets everybody's in.</summary>
    [Directories]
    public IReadOnlyList<string> AllowedTenants { get; init; } = [];

    /// <summary>Name on the sign-in page. Default: <c>Microsoft Entra</c>.</summary>
    [Needed, Text(64)]
    public string DisplayName { get; init; } = "Microsoft Entra";

    /// <summary>Claim that holds the ids of a person's groups, or <c>roles</c> for roles of the application. Default: <c>groups</c>.</summary>
    [Needed, Text(128)]
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>True if it is configured.</summary>
    public bool IsOn => !string.IsNullOrEmpty(ClientId);

    /// <summary>The directories whose people may come.</summary>
    public IReadOnlyList<string> Directories => AllowedTenants.Count > 0 ? AllowedTenants : [TenantId!];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        !IsOn ? []
        : string.IsNullOrEmpty(ClientSecret) ? [new ValidationResult("is not set.", [nameof(ClientSecret)])]
        : string.IsNullOrEmpty(TenantId) ? [new ValidationResult("is not set.", [nameof(TenantId)])]
        : Several.Contains(TenantId) ? AllowedTenants.Count > 0 ? Secure() : [new ValidationResult($"names nobody, and {TenantId} lets every directory in.", [nameof(AllowedTenants)])]
        : !Guid.TryParse(TenantId, out _) ? [new ValidationResult("has to be the id of a directory or organizations.", [nameof(TenantId)])]
        : Secure();

    private IEnumerable<ValidationResult> Secure() =>
        Instance.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? [] : [new ValidationResult("has to begin with https://.", [nameof(Instance)])];
}

/// <summary>Ids of directories.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DirectoriesAttribute() : ValidationAttribute("has to be the id of a directory, such as 72f988bf-86f1-41af-91ab-2d7cd011db47.")
{
    public override bool IsValid(object? value) => value is IEnumerable<string> ids && ids.All(id => Guid.TryParse(id, out _));
}
