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
        ["cce_cluster_info"] = new JsonObject { ["cluster_id"] = "5adc2ce2-9712-11ea-9535-0255ac100b0d", ["cluster_name"] = "cluster-1", ["cluster_platform_type"] = "VirtualMachine" },
    };

    /// <summary>Channels to create.</summary>
    public static JsonObject Channels(params string[] names) => new()
    {
        ["channels"] = new JsonArray([.. names.Select(n => new JsonObject { ["channel_name"] = n, ["channel_description"] = $"about {n}" })]),
    };

    /// <summary>An invitation of tenants to a channel.</summary>
    public static JsonObject Invitation(string service, string channel, params string[] tenants) => new()
    {
        ["bcs_id"] = service,
        ["channel_name"] = channel,
        ["invited_userinfo"] = new JsonArray([.. tenants.Select(t => new JsonObject { ["invited_user"] = SandboxHost.Domain(t) })]),
    };

    /// <summary>The other side of an invitation.</summary>
    public static JsonObject Rejection(string channel, string invitor, string service, string serviceName) => new()
    {
        ["channel_name"] = channel,
        ["status"] = "reject",
        ["invitor_info"] = new JsonObject
        {
            ["invitor_bcs_id"] = service,
            ["invitor_bcs_name"] = serviceName,
            ["invitor_project_id"] = SandboxHost.Project(invitor),
            ["invitor_user_id"] = SandboxHost.DomainId(invitor),
        },
    };

    /// <summary>An acceptance with one organisation.</summary>
    public static JsonObject Acceptance(
        string channel, string invitor, string service, string serviceName, string invitee, string joining, string joiningName, string organization)
    {
        var body = Rejection(channel, invitor, service, serviceName);
        body["status"] = "agreed";
        body["invitee_info"] = new JsonObject
        {
            ["invitee_bcs_id"] = joining,
            ["invitee_bcs_name"] = joiningName,
            ["invitee_project_id"] = SandboxHost.Project(invitee),
            ["invitee_user_id"] = SandboxHost.DomainId(invitee),
        };
        body["invited_orgs"] = new JsonArray(new JsonObject { ["name"] = organization });
        return body;
    }

    /// <summary>An exit of the invited party.</summary>
    public static JsonObject Exit(string channel, string invitor, string service, string invitee, string joined) => new()
    {
        ["inviter_bcsid"] = service,
        ["inviter_projectid"] = SandboxHost.Project(invitor),
        ["inviter_domainid"] = SandboxHost.DomainId(invitor),
        ["inviter_username"] = SandboxHost.Domain(invitor),
        ["channel_name"] = channel,
        ["invitee_bcsid"] = joined,
        ["invitee_projectid"] = SandboxHost.Project(invitee),
        ["invitee_domainid"] = SandboxHost.DomainId(invitee),
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
