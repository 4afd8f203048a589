using System.Text.Json.Nodes;

namespace Bcs.Sandbox.Tests.Certificates;

public sealed class SdkConfigurationTests : CertificateTest
{
    [Fact]
    public async Task Profile_names_the_channels_peers_orderers_and_tls_roots_that_exist()
    {
        var detail = await Sandbox.GetAsync($"/blockchains/{Service}");
        var peers = detail["channels"]![0]!["peers"]!.AsObject().Single().Value!.AsArray().Select(p => p!.GetValue<string>()).ToArray();
        var folder = await UnpackAsync(await DownloadAsync(Request(peers)));
        var certificates = await UnpackAsync(await DownloadAsync("organization", "admin"));
        var orderer = await UnpackAsync(await DownloadAsync("bcs-test-orderer", "admin"));
        Assert.Equal(["bcs-test-sdk-config.yaml"], Files(folder));

        var profile = await ReadAsync(Path.Combine(folder, "bcs-test-sdk-config.yaml"));
        Assert.Equal("1.0.0", profile["version"]!.GetValue<string>());
        var hash = await HashAsync();
        Assert.Equal(hash, profile["client"]!["organization"]!.GetValue<string>());
        Assert.Equal([hash, "ordererorg"], profile["organizations"]!.AsObject().Select(o => o.Key));
        Assert.Equal($"{hash}MSP", profile["organizations"]![hash]!["mspid"]!.GetValue<string>());
        var channel = profile["channels"]!["channel"]!;
        Assert.Equal(peers, channel["peers"]!.AsObject().Select(p => p.Key));
        Assert.True(channel["peers"]![peers[0]]!["endorsingPeer"]!.GetValue<bool>());
        Assert.Equal("chaincode:1.0", channel["chaincodes"]!.AsArray().Single()!.GetValue<string>());

        var addresses = detail["orderer_info"]!["address"]!.AsArray().Concat(detail["peer_info"]![0]!["address"]!.AsArray())
            .ToDictionary(a => a!["domain_port"]!.GetValue<string>().Split(':')[0], a => a!["ip_port"]!.GetValue<string>());
        Assert.Equal(5, addresses.Count);
        foreach (var (kind, unpacked) in new[] { ("peers", certificates), ("orderers", orderer) })
        {
            foreach (var (domain, node) in profile[kind]!.AsObject())
            {
                Assert.Equal($"grpcs://{addresses[domain]}", node!["url"]!.GetValue<string>());
                Assert.Equal(domain, node["grpcOptions"]!["ssl-target-name-override"]!.GetValue<string>());
                var root = node["tlsCACerts"]!["path"]!.GetValue<string>();
                Assert.StartsWith("/root/", root, StringComparison.Ordinal);
                await Tool.MustRunAsync("openssl", "verify", "-CAfile", Path.Combine(unpacked, root["/root/".Length..]), FileIn(unpacked, "server.crt"));
            }

            Assert.NotEmpty(profile[kind]!.AsObject());
        }

        Assert.Equal(channel["orderers"]!.AsArray().Select(o => o!.GetValue<string>()), profile["orderers"]!.AsObject().Select(o => o.Key));
    }

    [Fact]
    public async Task Nodes_of_a_service_without_a_public_address_are_reached_by_their_names()
    {
        var service = await Sandbox.ReadyServiceAsync("bcs-inside", change: r => r["use_eip"] = false);
        using var answer = await Sandbox.SendAsync("POST", $"/blockchains/{service}/sdk-cfg", Request("0"));
        var profile = await ReadAsync(FileIn(await UnpackAsync(await ZipAsync(answer, "bcs-inside-sdk-config.zip")), "*.yaml"));
        foreach (var (domain, node) in profile["peers"]!.AsObject().Concat(profile["orderers"]!.AsObject()))
        {
            Assert.StartsWith($"grpcs://{domain}:30", node!["url"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Peers_can_be_named_by_number_and_a_path_needs_no_care()
    {
        const string Path = "/srv/it's \"here\": # \\ 证书";
        var request = Request("1");
        request["cert_path"] = Path;
        var folder = await UnpackAsync(await DownloadAsync(request));
        var profile = await ReadAsync(FileIn(folder, "*.yaml"));
        Assert.EndsWith("-1", profile["peers"]!.AsObject().Single().Key.Split('.')[0], StringComparison.Ordinal);
        Assert.Equal(Path, profile["client"]!["cryptoconfig"]!["path"]!.GetValue<string>());
    }

    [Fact]
    public async Task Several_channels_each_list_their_own_peers_and_chaincodes()
    {
        await Sandbox.CallAsync("POST", $"/blockchains/{Service}/channels", Some.Channels("trade"));
        Sandbox.Advance(100);
        var request = Request("0", "1");
        request["is_multi_chan"] = true;
        request["chaincode_name"] = "";
        request["channel_name"] = "";
        request["channel_chaincode"] = new JsonObject { ["channel"] = new JsonArray("chaincode", "ledger1"), ["trade"] = new JsonArray("settle") };
        var profile = await ReadAsync(FileIn(await UnpackAsync(await DownloadAsync(request)), "*.yaml"));
        Assert.Equal(["channel", "trade"], profile["channels"]!.AsObject().Select(c => c.Key));
        Assert.Equal(2, profile["channels"]!["channel"]!["peers"]!.AsObject().Count);
        Assert.Null(profile["channels"]!["trade"]!["peers"]);
        Assert.Equal(2, profile["channels"]!["channel"]!["chaincodes"]!.AsArray().Count);
    }

    [Fact]
    public async Task Channel_of_a_consortium_shows_peers_of_members_that_are_named_and_the_orderers_of_its_owner()
    {
        await using var demo = await SandboxHost.StartAsync("--Sandbox:Scenario=demo");
        var (owner, ownerPeers) = await TradeAsync(demo, "harbor");
        var (member, memberPeers) = await TradeAsync(demo, "meridian");
        var hash = memberPeers.First().Value.Split('.')[1]["peer-".Length..];
        foreach (var (tenant, service, own, others) in new[] { ("harbor", owner, ownerPeers, memberPeers), ("meridian", member, memberPeers, ownerPeers) })
        {
            var request = Request();
            request["channel_name"] = "trade";
            request["peer_orgs"] = new JsonObject(own.Take(1).Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, new JsonArray(p.Value))));
            var other = others.First().Value;
            request["union_info"] = new JsonObject { ["partner"] = new JsonArray(other.Split('.')[1]["peer-".Length..]) };
            using var answer = await demo.SendAsync("POST", $"/blockchains/{service}/sdk-cfg", request, tenant);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            var profile = await ReadAsync(FileIn(await UnpackAsync(await answer.Content.ReadAsByteArrayAsync()), "*.yaml"));
            Assert.Equal(own.First().Value, profile["peers"]!.AsObject().First().Key);
            Assert.Contains(other, profile["channels"]!["trade"]!["peers"]!.AsObject().Select(p => p.Key));
            var orderers = (await demo.GetAsync($"/blockchains/{owner}", "harbor"))["orderer_info"]!["address"]!.AsArray().Select(a => a!["domain_port"]!.GetValue<string>().Split(':')[0]);
            Assert.Equal(orderers, profile["orderers"]!.AsObject().Select(o => o.Key));
        }

        var stranger = Request();
        stranger["channel_name"] = "trade";
        stranger["peer_orgs"] = new JsonObject { [ownerPeers.First().Key] = new JsonArray(ownerPeers.First().Value) };
        stranger["union_info"] = new JsonObject { ["partner"] = new JsonArray(hash[1..] + "0") };
        SandboxTest.AssertRefused(400, "BCS.4006014", await demo.CallAsync("POST", $"/blockchains/{owner}/sdk-cfg", stranger));
    }

    /// <summary>The service of a tenant that is in the channel trade, and the first peer there of each of its organisations.</summary>
    private static async Task<(string Service, IReadOnlyDictionary<string, string> Peers)> TradeAsync(SandboxHost demo, string tenant)
    {
        foreach (var service in (await demo.GetAsync("/blockchains", tenant))["blockchains"]!.AsArray())
        {
            var id = service!["id"]!.GetValue<string>();
            var detail = await demo.GetAsync($"/blockchains/{id}", tenant);
            var channel = detail["channels"]!.AsArray().FirstOrDefault(c => c!["name"]!.GetValue<string>() == "trade");
            var own = detail["peer_info"]!.AsArray().Select(p => p!["name"]!.GetValue<string>()).ToHashSet();
            if (channel is not null)
            {
                var names = channel["org_name_hash"]!.AsArray().Select(n => n!.GetValue<string>().Split(':')).Where(n => own.Contains(n[0]));
                return (id, names.Where(n => channel["peers"]![n[1]] is JsonArray { Count: > 0 }).ToDictionary(n => n[0], n => channel["peers"]![n[1]]![0]!.GetValue<string>()));
            }
        }

        throw new InvalidOperationException($"{tenant} is not in the channel.");
    }

    internal static JsonObject Request(params string[] peers) => new()
    {
        ["chaincode_name"] = "chaincode",
        ["cert_path"] = "/root",
        ["channel_name"] = "channel",
        ["peer_orgs"] = new JsonObject { ["organization"] = new JsonArray([.. peers.Select(p => JsonValue.Create(p))]) },
    };

    private async Task<byte[]> DownloadAsync(JsonObject request)
    {
        using var answer = await Sandbox.SendAsync("POST", $"/blockchains/{Service}/sdk-cfg", request);
        return await ZipAsync(answer, "bcs-test-sdk-config.zip");
    }

    private static async Task<JsonNode> ReadAsync(string file)
    {
        var document = new YamlDotNet.Serialization.DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(await File.ReadAllTextAsync(file));
        return JsonNode.Parse(new YamlDotNet.Serialization.SerializerBuilder().JsonCompatible().Build().Serialize(document))!;
    }
}
