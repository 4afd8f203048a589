namespace Bcs.Sandbox.Engine;

/// <summary>Roles of the users of the emulator.</summary>
internal static class Roles
{
    public const string TenantAdmin = "TenantAdmin";
    public const string Operator = "Operator";
    public const string ReadOnly = "ReadOnly";
    public const string Auditor = "Auditor";

    /// <summary>The account that the gateway's own work uses.</summary>
    public const string Credential = "Credential";
}
