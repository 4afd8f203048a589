using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests;

/// <summary>Fresh valid requests; written as JSON, apart from the product's records.</summary>
internal static class Some
{
    /// <summary>The smallest request that creates a service.</summary>
    public static JsonObject Service(string name) => new()
    {
        ["name"] = name,
        ["version_type"] = 4,
        ["enterprise_project_id"] = "0",
        ["resource_password"] = "Rehearse-1",
        ["orderer_node_number"] = 3,
        ["cluster_type"] = "cce",
        ["create_new_cluster"] = false,
        ["cce_cluster_info"] = new JsonObject { ["cluster_id"] = "5adc2ce2-9712-11ea-9535-0255ac100b0d", ["cluster_name"] = "cluster-1" },
    };
}
