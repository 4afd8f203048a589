namespace Bcs.Sandbox.Tests.Certificates;

/// <summary>A test with the Fabric client for Node, left out where <c>test.sh</c> found no registry to install it from.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeClientTheoryAttribute : TheoryAttribute
{
    public NodeClientTheoryAttribute() => Skip = Environment.GetEnvironmentVariable("PORTAL_TEST_NO_FABRIC_CLIENT");
}
