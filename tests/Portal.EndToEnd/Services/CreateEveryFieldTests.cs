using System.Text.Json;

using Bcs.Api.Catalogue;

using Microsoft.Playwright;

using Portal.EndToEnd.Hosting;
using Portal.Testing;

using Xunit.Abstractions;

using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Services;

/// <summary>Every field of the request of section 5.1.1 (tables 5-3 to 5-13) with a value that nobody gets without asking for it.</summary>
[Collection(PortalCollection.Name)]
public sealed class CreateEveryFieldTests(PortalFixture fixture, ITestOutputHelper output)
{
    private const string Password = "Every-Fld-7";
    private const string Masked = "********";

    private static readonly string[] Requests =
    [
        """
        { "name": "every-turbo", "version_type": 2, "fabric_version": "2.2", "blockchain_type": "private", "consensus": "SFLIC", "sign_algorithm": "ECDSA",
          "enterprise_project_id": "5f3c1c5e-finance", "volume_type": "efs", "org_disk_size": 550, "database_type": "couchdb", "couchdb_info": { "user_name": "ledger" },
          "orderer_node_number": 4, "use_eip": true, "bandwidth_size": 7, "cluster_type": "cce", "create_new_cluster": true,
          "cce_create_info": { "node_num": 4, "node_flavor": "Si1.xlarge.4.linux", "cce_flavor": "cce.s1.small", "az": "cn-north-7a", "cluster_platform_type": "ARM64" },
          "turbo_info": { "share_type": "STANDARD", "type": "efs-ha", "available_zone": "cn-north-7b", "resource_spec_code": "sfs.turbo.standard" },
          "peer_orgs": [ { "name": "carriers", "node_count": 1 } ], "channels": [ { "name": "manifests", "org_names": [ "carriers" ], "description": "What is on board" } ],
          "block_info": { "batch_timeout": 3, "max_message_count": 400, "preferred_maxbytes": 4 }, "tc3_need": true, "restful_api_support": true, "is_invitee": false }
        """,
        """
        { "name": "every-disk", "version_type": 4, "consensus": "etcdraft", "enterprise_project_id": "0", "volume_type": "evs", "evs_disk_type": "SSD", "org_disk_size": 100,
          "orderer_node_number": 3, "use_eip": false, "cluster_type": "cce", "create_new_cluster": false,
          "cce_cluster_info": { "cluster_id": "5adc2ce2-9712-11ea-9535-0255ac100b0d", "cluster_name": "cluster-1", "cluster_platform_type": "ARM64" },
          "peer_orgs": [ { "name": "stevedores", "node_count": 2 } ] }
        """,
        """
        { "name": "every-kafka", "version_type": 3, "fabric_version": "1.4", "consensus": "kafka", "sign_algorithm": "sm2", "enterprise_project_id": "0", "volume_type": "nfs",
          "orderer_node_number": 2, "kafka_create_info": { "spec": "small", "storage": 1200, "az": "cn-north-7a" }, "use_eip": false, "cluster_type": "cce", "create_new_cluster": false,
          "cce_cluster_info": { "cluster_id": "5adc2ce2-9712-11ea-9535-0255ac100b0d", "cluster_name": "cluster-1", "cluster_platform_type": "VirtualMachine" },
          "peer_orgs": [ { "name": "brokers", "node_count": 2 } ], "channels": [ { "name": "prices", "org_names": [ "brokers" ] } ] }
        """,
        """
        { "name": "every-edge", "version_type": 4, "consensus": "etcdraft", "enterprise_project_id": "0", "volume_type": "nfs", "cluster_type": "ief", "create_new_cluster": false,
          "ief_deploy_mode": 1, "ief_nodes_info": [ { "id": "warehouse", "status": "ACTIVE", "public_ip_address": "198.51.100.7" } ], "use_eip": false, "orderer_node_number": 1,
          "peer_orgs": [ { "name": "warehouse", "node_count": 1 } ] }
        """,
    ];

    /// <summary>What an invited company fills in, which the way from invitation to member does, and what can have one value only.</summary>
    private static readonly string[] Elsewhere =
    [
        "is_invitee", "invitor_infos.tenant_id", "invitor_infos.project_id", "invitor_infos.blockchain_id",
        "ief_nodes_info.status", "turbo_info.share_type", "turbo_info.type", "turbo_info.resource_spec_code",
    ];

    [Fact]
    public async Task Every_field_arrives_with_a_value_of_its_own()
    {
        await using var person = await fixture.Chromium.OpenAsync(fixture.Portal.Url);
        await fixture.Portal.WitnessAsync(
            async () =>
            {
                await person.SignInAsync(fixture.Tenant("meridian"), "admin", "/t/meridian/services");
                await person.OpenCreateAsync("meridian");
                await person.StepAsync("review");
                var untouched = Leaves(await ShownAsync(person)).Where(l => l.Value != Masked).ToLookup(l => l.Path, l => l.Value);
                var arrived = new HashSet<string>();

                // The first of them is never answered, and has begun all the same.
                await fixture.Portal.Sandbox.FaultsAsync(new { operation = BcsOperations.CreateService.Id, tenant = "meridian", dropAfter = true, count = 1 });
                foreach (var request in Requests)
                {
                    arrived.UnionWith(await CreateAsync(person, JsonDocument.Parse(request).RootElement, untouched));
                }

                var fields = Contract.FieldPaths(Contract.Schemas.GetProperty("CreateBcsServiceRequest")).ToList();
                var all = fields.FindAll(field => !fields.Exists(other => other.StartsWith(field + '.', StringComparison.Ordinal)));
                output.Measure($"{all.Count - all.Except(arrived).Except(Elsewhere).Count()} of {all.Count} fields of the tables 5-3 to 5-13 given in the create form, {Elsewhere.Length} of them elsewhere or fixed");
                Assert.Equal([], all.Except(arrived).Except(Elsewhere));
                person.Watch.Expect("504");
                person.Watch.AssertClean();
            },
            () => [person]);
    }

    // Its fields that have another value than in the form as it opens, and that reached the cloud.
    private async Task<IEnumerable<string>> CreateAsync(Person person, JsonElement request, ILookup<string, string> untouched)
    {
        var page = person.Page;
        var before = await fixture.Portal.Sandbox.LastCallAsync();
        await person.OpenCreateAsync("meridian");
        await person.Find("json").ClickAsync();
        await page.FillAsync("#json-text", request.GetRawText());
        await person.Find("json-use").ClickAsync();
        await Expect(page.Locator("#f-name")).ToHaveValueAsync(request.GetProperty("name").GetString()!);
        await person.DialogsAreClosedAsync();
        await page.FillAsync("#f-password", Password);
        await page.FillAsync("#f-passwordAgain", Password);
        if (request.TryGetProperty("couchdb_info", out _))
        {
            await person.StepAsync("blockchain");
            await page.FillAsync("#f-couchPassword", Password);
        }

        if (request.TryGetProperty("cce_create_info", out _))
        {
            await person.StepAsync("cluster");
            await page.FillAsync("#f-nodePassword", Password);
        }

        await person.StepAsync("review");
        await Expect(person.Find("request-json")).ToContainTextAsync(Masked);
        var shown = Leaves(await ShownAsync(person)).ToList();
        Assert.Equal([], Leaves(request).Except(shown));
        await person.Find("submit-create").ClickAsync();
        await person.OnOperationAsync();
        var call = Assert.Single(await fixture.Portal.Sandbox.CallsAsync(before), c => c.Operation == BcsOperations.CreateService.Id && c.User == "admin");
        Assert.True(call.Status is null or 200, $"{call.Status}");
        var sent = call.BodyFields.Select(f => f.Replace("[]", "", StringComparison.Ordinal)).ToHashSet();
        return shown.Where(l => !untouched[l.Path].Contains(l.Value) && sent.Contains(l.Path)).Select(l => l.Path.Replace("init_node_pwd", "init_node_password", StringComparison.Ordinal));
    }

    private static async Task<JsonElement> ShownAsync(Person person) => JsonDocument.Parse(await person.Find("request-json").InnerTextAsync()).RootElement;

    private static IEnumerable<(string Path, string Value)> Leaves(JsonElement element, string path = "") => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Leaves(p.Value, path.Length == 0 ? p.Name : $"{path}.{p.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(i => Leaves(i, path)),
        _ => [(path, element.ToString())],
    };
}
