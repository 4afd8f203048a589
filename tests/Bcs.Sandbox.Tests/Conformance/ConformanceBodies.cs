using System.Text.Json.Nodes;

using Portal.Testing;

namespace Bcs.Sandbox.Tests.Conformance;

/// <summary>Request bodies with every field of the contract, built on its examples.</summary>
internal static class ConformanceBodies
{
    /// <summary>A creation with everything that applies to a service of its own.</summary>
    public static JsonObject Service(string name, bool createCluster)
    {
        var body = Example("createBcsService");
        body["name"] = name;
        body["resource_password"] = "Rehearse-1";
        body["create_new_cluster"] = createCluster;
        body["cce_create_info"]!["init_node_password"] = "Rehearse-2";
        body["database_type"] = "couchdb";
        body["couchdb_info"] = new JsonObject { ["user_name"] = "couch", ["password"] = "Rehearse-3" };
        body["kafka_create_info"] = new JsonObject { ["spec"] = "mini", ["storage"] = 600, ["az"] = "cn-north-7a" };
        body["tc3_need"] = false;
        body["restful_api_support"] = true;
        body["is_invitee"] = false;
        body["channels"]![0]!["name"] = "trade";
        return body;
    }

    /// <summary>A creation for joining another tenant's consortium.</summary>
    public static JsonObject InvitedService(string name, string invitor, string founder)
    {
        var body = Service(name, createCluster: false);
        body["is_invitee"] = true;
        body["invitor_infos"] = new JsonObject
        {
            ["tenant_id"] = SandboxHost.DomainId(invitor), ["project_id"] = SandboxHost.Project(invitor), ["blockchain_id"] = founder,
        };
        body["peer_orgs"] = new JsonArray(new JsonObject { ["name"] = "organization2", ["node_count"] = 2 });
        body["channels"]![0]!["name"] = "supply";
        body["channels"]![0]!["org_names"] = new JsonArray("organization2");
        return body;
    }

    /// <summary>An SDK configuration for one channel.</summary>
    public static JsonObject Sdk(string[] peers)
    {
        var body = Example("downloadSdkConfiguration");
        body["channel_name"] = "trade";
        body["peer_orgs"] = new JsonObject { ["organization"] = Array(peers) };
        body["is_multi_chan"] = false;
        return body;
    }

    /// <summary>An SDK configuration for several channels.</summary>
    public static JsonObject SdkOfSeveral(string[] peers, string channel)
    {
        var body = Sdk(peers);
        body["is_multi_chan"] = true;
        body["chaincode_name"] = "";
        body["channel_name"] = "";
        body["channel_chaincode"] = new JsonObject { [channel] = new JsonArray("chaincode") };
        body["union_info"] = new JsonObject();
        return body;
    }

    /// <summary>A query for alarms as the live service takes it, with the parameters that the reference prints.</summary>
    public static JsonObject Alarms() => new()
    {
        ["time_range"] = "-1.-1.60",
        ["step"] = 60000,
        ["search"] = "",
        ["metadata_relation"] = new JsonArray(new JsonObject { ["key"] = "event_severity", ["value"] = new JsonArray("Critical"), ["relation"] = "AND" }),
        ["sort"] = new JsonObject { ["order_by"] = new JsonArray("starts_at"), ["order"] = "desc" },
        ["metric_names"] = new JsonArray("cpuUsage"),
    };

    /// <summary>The deletion of an invitation.</summary>
    public static JsonObject Deletion(string founder, string channel, string invited, string status, string member) => new()
    {
        ["bcs_id"] = founder,
        ["channel_name"] = channel,
        ["invited_userinfo"] = new JsonArray(new JsonObject { ["invited_user"] = invited, ["status"] = status, ["invited_bcs_id"] = member }),
    };

    private static JsonObject Example(string operation) =>
        JsonNode.Parse(Contract.Operation(operation).RequestExamples.First().GetRawText())!.AsObject();

    private static JsonArray Array(string[] texts) => new([.. texts.Select(t => JsonValue.Create(t))]);
}
