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

    /// <summary>Channels to create.</summary>
    public static JsonObject Channels(params string[] names) => new()
    {
        ["channels"] = new JsonArray([.. names.Select(n => new JsonObject { ["channel_name"] = n, ["channel_description"] = $"about {n}" })]),
    };

    /// <summary>A password token request whose scope is the demo project unless told otherwise.</summary>
    public static JsonObject TokenRequest(string domain, string user, string password, JsonObject? scope = null, bool inside = true)
    {
        var auth = new JsonObject
        {
            ["identity"] = new JsonObject
            {
                ["methods"] = new JsonArray("password"),
                ["password"] = new JsonObject
                {
                    ["user"] = new JsonObject { ["name"] = user, ["password"] = password, ["domain"] = new JsonObject { ["name"] = domain } },
                },
            },
        };
        var body = new JsonObject { ["auth"] = auth };
        (inside ? auth : body)["scope"] = scope ?? new JsonObject { ["project"] = new JsonObject { ["name"] = "cn-north-4" } };
        return body;
    }
}
