namespace Bcs.Api.Catalogue;

/// <summary>
/// One entry of the operation catalogue: everything that gateway, emulator, client, audit and UI derive from.
/// </summary>
/// <param name="Id">Stable name in camel case, after the section's title.</param>
/// <param name="Method">HTTP method in upper case.</param>
/// <param name="Template">Path template as printed, starting with <c>/v2/{project_id}</c>.</param>
/// <param name="Action">Permission of the cloud's policy table 6-1; the two alarm APIs have one of the portal's own.</param>
/// <param name="Class">What a call means.</param>
/// <param name="Section">Section of the BCS API Reference.</param>
public sealed record BcsOperation(
    string Id, string Method, string Template, string Action, OperationClass Class, string Section)
{
    /// <summary>Paths of request fields that hold secrets, in dotted form: <c>cce_create_info.init_node_pwd</c>.</summary>
    public IReadOnlyList<string> SecretFields { get; init; } = [];

    /// <summary>True if a call changes state upstream, also where the class is <see cref="OperationClass.Reveals"/>.</summary>
    public bool Changes { get; init; } = Class is OperationClass.Write or OperationClass.Async;

    /// <summary>True if the audit needs an intent before and an outcome after the call.</summary>
    public bool NeedsIntent => Class is not OperationClass.Read;
}
