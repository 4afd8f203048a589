namespace Bcs.Sandbox.Pipeline;

/// <summary>Refusals around certificates and monitoring.</summary>
internal static partial class BcsFaults
{
    public static readonly BcsFault MetricUnknown = new(400, "BCS.4001108", "metric names is wrong");
    public static readonly BcsFault EntityTypeUnknown = new(400, "BCS.400402", "Query failed.");
    public static readonly BcsFault OrganizationUnknown = new(400, "BCS.4004024", "invalid org name input");
    public static readonly BcsFault InstanceUnknown = new(400, "BCS.4004029", "Query failed.");
}
