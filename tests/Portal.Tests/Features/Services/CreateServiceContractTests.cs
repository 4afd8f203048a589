using System.Globalization;
using System.Text.Json;

using Portal.Features.Services;
using Portal.Testing;

namespace Portal.Tests.Features.Services;

/// <summary>The form against the constraints of the published contract: for each of them a value that keeps it and one that breaks it.</summary>
public sealed class CreateServiceContractTests
{
    private const string Root = "CreateBcsServiceRequest";

    /// <summary>The form's field for each field of the contract, with what has to be chosen for it to apply.</summary>
    private static readonly Dictionary<string, (string Field, string Setting)> Fields = new()
    {
        ["name"] = (FieldNames.Name, ""),
        ["version_type"] = (FieldNames.Edition, ""),
        ["fabric_version"] = (FieldNames.Fabric, ""),
        ["blockchain_type"] = (FieldNames.Type, ""),
        ["consensus"] = (FieldNames.Consensus, ""),
        ["sign_algorithm"] = (FieldNames.Sign, "edition=2"),
        ["enterprise_project_id"] = (FieldNames.Project, ""),
        ["volume_type"] = (FieldNames.Volume, ""),
        ["evs_disk_type"] = (FieldNames.Disk, "volume=evs"),
        ["org_disk_size"] = (FieldNames.DiskSize, ""),
        ["database_type"] = (FieldNames.Database, ""),
        ["resource_password"] = (FieldNames.Password, ""),
        ["orderer_node_number"] = (FieldNames.Orderers, ""),
        ["bandwidth_size"] = (FieldNames.Bandwidth, "eip=true"),
        ["ief_deploy_mode"] = (FieldNames.EdgeMode, "cluster=edge"),
        ["cce_cluster_info.cluster_id"] = (FieldNames.ClusterId, ""),
        ["cce_cluster_info.cluster_name"] = (FieldNames.ClusterName, ""),
        ["cce_cluster_info.cluster_platform_type"] = (FieldNames.Platform, ""),
        ["cce_create_info.node_num"] = (FieldNames.NodeCount, "cluster=new"),
        ["cce_create_info.node_flavor"] = (FieldNames.NodeFlavor, "cluster=new"),
        ["cce_create_info.cce_flavor"] = (FieldNames.ClusterFlavor, "cluster=new"),
        ["cce_create_info.init_node_password"] = (FieldNames.NodePassword, "cluster=new"),
        ["cce_create_info.az"] = (FieldNames.ClusterZone, "cluster=new"),
        ["cce_create_info.cluster_platform_type"] = (FieldNames.Platform, "cluster=new"),
        ["ief_nodes_info.id"] = ("node.{row}.name", "cluster=edge"),
        ["ief_nodes_info.public_ip_address"] = ("node.{row}.address", "cluster=edge"),
        ["peer_orgs.name"] = ("org.{row}.name", ""),
        ["peer_orgs.node_count"] = ("org.{row}.peers", ""),
        ["channels.name"] = ("channel.{row}.name", ""),
        ["channels.org_names"] = ("channel.{row}.org", ""),
        ["channels.description"] = ("channel.{row}.description", ""),
        ["couchdb_info.user_name"] = (FieldNames.CouchUser, "database=couchdb"),
        ["couchdb_info.password"] = (FieldNames.CouchPassword, "database=couchdb"),
        ["turbo_info.available_zone"] = (FieldNames.Zone, "volume=efs"),
        ["block_info.batch_timeout"] = (FieldNames.BlockTimeout, ""),
        ["block_info.max_message_count"] = (FieldNames.BlockCount, ""),
        ["block_info.preferred_maxbytes"] = (FieldNames.BlockSize, ""),
        ["kafka_create_info.spec"] = (FieldNames.KafkaSpec, "fabric=1.4;consensus=kafka"),
        ["kafka_create_info.storage"] = (FieldNames.KafkaStorage, "fabric=1.4;consensus=kafka"),
        ["kafka_create_info.az"] = (FieldNames.KafkaZone, "fabric=1.4;consensus=kafka"),
        ["use_eip"] = (FieldNames.Eip, ""),
        ["tc3_need"] = (FieldNames.Tc3, ""),
        ["restful_api_support"] = (FieldNames.Restful, ""),
        ["is_invitee"] = (FieldNames.Invitee, ""),
        ["invitor_infos.tenant_id"] = (FieldNames.InviterTenant, "invitee=true"),
        ["invitor_infos.project_id"] = (FieldNames.InviterProject, "invitee=true"),
        ["invitor_infos.blockchain_id"] = (FieldNames.InviterService, "invitee=true"),
    };

    /// <summary>What newer pages of the cloud say otherwise: what a disk has to hold depends on the edition, and the cloud decides it.</summary>
    private static readonly (string Path, string Kind)[] Newer = [("org_disk_size", "minimum")];

    /// <summary>What nobody has to choose: it has one value, or follows from another choice.</summary>
    private static readonly string[] Given =
    [
        "cluster_type", "create_new_cluster", "ief_nodes_info.status", "turbo_info.share_type", "turbo_info.type", "turbo_info.resource_spec_code",
    ];

    /// <summary>Every constraint on a single field: its path, what it is, a value that keeps it and one that breaks it.</summary>
    public static TheoryData<string, string, string, string> Constraints
    {
        get
        {
            var data = new TheoryData<string, string, string, string>();
            foreach (var (path, schema, required) in Leaves(Root, ""))
            {
                if (!Fields.ContainsKey(path))
                {
                    continue;
                }

                foreach (var (kind, good, bad) in Of(schema, required).Where(c => !Newer.Contains((path, c.Kind))))
                {
                    data.Add(path, kind, good, bad);
                }
            }

            return data;
        }
    }

    [Fact]
    public void Every_field_of_the_contract_can_be_given() =>
        Assert.Equal([], Leaves(Root, "").Select(l => l.Path).Except(Fields.Keys).Except(Given));

    [Fact]
    public void Constraints_of_every_kind_were_found()
    {
        string[] kinds = ["pattern", "minLength", "maxLength", "minimum", "maximum", "enum", "integer", "required"];
        Assert.Equal([], kinds.Except(Constraints.Select(c => (string)c[1]!)));
    }

    [Theory]
    [MemberData(nameof(Constraints))]
    public void Constraint_is_a_rule_of_the_form(string path, string kind, string good, string bad)
    {
        Assert.NotEmpty(kind);
        var (form, field) = For(path);

        Set(form, field, good);
        Assert.True(form.Fields.ErrorOf(field) is null, $"{path}: '{good}' should do, but {form.Fields.ErrorOf(field)?.TextKey}");

        Set(form, field, bad);
        Assert.True(form.Fields.ErrorOf(field) is not null, $"{path}: '{bad}' breaks the {kind} of the contract");
        Assert.False(form.Fields.IsValid);
    }

    [Theory]
    [InlineData("1.4")]
    [InlineData("2.2")]
    public void Consensus_depends_on_the_Fabric_version_as_the_contract_says(string fabric)
    {
        var byVersion = Contract.Schemas.GetProperty(Root).GetProperty("properties").GetProperty("consensus").GetProperty("x-enum-by").GetProperty("fabric_version");
        var allowed = byVersion.GetProperty(fabric).EnumerateArray().Select(v => v.GetString()!).ToList();
        var form = CreateServiceFormTests.Valid();
        form.Fields.Set(FieldNames.Fabric, fabric);

        foreach (var consensus in new[] { "SOLO", "SFLIC", "etcdraft" })
        {
            form.Fields.Set(FieldNames.Consensus, consensus);
            Assert.Equal(allowed.Contains(consensus), form.Fields.ErrorOf(FieldNames.Consensus) is null);
        }
    }

    [Theory]
    [InlineData("mini")]
    [InlineData("small")]
    [InlineData("middle")]
    [InlineData("high")]
    public void Least_storage_of_Kafka_depends_on_its_bandwidth_as_the_contract_says(string spec)
    {
        var least = Contract.Schemas.GetProperty("KafkaCreateInfo").GetProperty("properties").GetProperty("storage").GetProperty("x-minimum-by").GetProperty("spec").GetProperty(spec).GetInt32();
        var (form, field) = For("kafka_create_info.storage");
        form.Fields.Set(FieldNames.KafkaSpec, spec);

        Set(form, field, least.ToString(CultureInfo.InvariantCulture));
        Assert.Null(form.Fields.ErrorOf(field));
        Set(form, field, (least - 1).ToString(CultureInfo.InvariantCulture));
        Assert.NotNull(form.Fields.ErrorOf(field));
    }

    private static IEnumerable<(string Kind, string Good, string Bad)> Of(JsonElement schema, bool required)
    {
        var type = schema.TryGetProperty("type", out var t) ? t.GetString() : null;
        if (schema.TryGetProperty("enum", out var values) && !schema.TryGetProperty("x-enum-by", out _))
        {
            foreach (var value in values.EnumerateArray())
            {
                yield return ("enum", value.ToString(), "nonsense");
            }
        }

        if (schema.TryGetProperty("minimum", out var minimum))
        {
            yield return ("minimum", Text(minimum.GetInt64()), Text(minimum.GetInt64() - 1));
        }

        if (schema.TryGetProperty("maximum", out var maximum))
        {
            yield return ("maximum", Text(maximum.GetInt64()), Text(maximum.GetInt64() + 1));
        }

        if (schema.TryGetProperty("pattern", out _))
        {
            yield return ("pattern", "Cold-chain-1", "cold_chain");
            yield return ("pattern", "1-cold", "-cold");
        }

        if (schema.TryGetProperty("minLength", out var shortest) && shortest.GetInt32() > 0)
        {
            yield return ("minLength", new string('a', shortest.GetInt32()), new string('a', shortest.GetInt32() - 1));
        }

        if (schema.TryGetProperty("maxLength", out var longest))
        {
            yield return ("maxLength", new string('a', longest.GetInt32()), new string('a', longest.GetInt32() + 1));
        }

        if (type is "integer" && !schema.TryGetProperty("enum", out _))
        {
            var some = schema.TryGetProperty("minimum", out var least) ? Text(least.GetInt64()) : "2";
            yield return ("integer", some, some + ".5");
        }

        // A text that may stay away altogether, or that may be empty, has no such rule.
        if (required && type is "string" && !(schema.TryGetProperty("minLength", out var empty) && empty.GetInt32() == 0) && !schema.TryGetProperty("enum", out _))
        {
            yield return ("required", schema.TryGetProperty("format", out _) ? "Abcdef12" : "Needed1", "");
        }
    }

    private static IEnumerable<(string Path, JsonElement Schema, bool Required)> Leaves(string schema, string prefix)
    {
        var element = Contract.Schemas.GetProperty(schema);
        var required = element.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString()).ToHashSet() : [];
        foreach (var property in element.GetProperty("properties").EnumerateObject())
        {
            var path = prefix + property.Name;
            var target = property.Value.TryGetProperty("items", out var items) && items.TryGetProperty("$ref", out _) ? items : property.Value;
            if (target.TryGetProperty("$ref", out var reference))
            {
                foreach (var leaf in Leaves(reference.GetString()!.Split('/')[^1], path + "."))
                {
                    yield return leaf;
                }
            }
            else
            {
                yield return (path, property.Value, required.Contains(property.Name));
            }
        }
    }

    private static (CreateServiceForm Form, string Field) For(string path)
    {
        var form = CreateServiceFormTests.Valid();
        var (field, setting) = Fields[path];
        foreach (var choice in setting.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            form.Fields.Set(choice.Split('=')[0], choice.Split('=')[1]);
        }

        var row = field.Split('.')[0] switch { "org" => form.Organizations[0], "channel" => form.Channels[0], "node" => form.EdgeNodes[0], _ => 0 };
        return (form, field.Replace("{row}", Text(row), StringComparison.Ordinal));
    }

    private static void Set(CreateServiceForm form, string field, string value)
    {
        // The contract has one name for what differs in the form: the address of a node.
        form.Fields.Set(field, field.EndsWith(".address", StringComparison.Ordinal) && value.Length > 0 ? "192.168.1.95"
            : field.StartsWith("channel.", StringComparison.Ordinal) ? value.ToLowerInvariant() : value);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
