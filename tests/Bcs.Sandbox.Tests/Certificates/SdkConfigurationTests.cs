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
            .ToDictionary(a => a!["domain_port"]!.GetValue<string>().Split(':')[0], a => a!["ip_port"]!.GetValue<string>().Split(':')[1]);
        Assert.Equal(5, addresses.Count);
        foreach (var (kind, unpacked) in new[] { ("peers", certificates), ("orderers", orderer) })
        {
            foreach (var (domain, node) in profile[kind]!.AsObject())
            {
                Assert.Equal($"grpcs://{domain}:{addresses[domain]}", node!["url"]!.GetValue<string>());
                var root = node["tlsCACerts"]!["path"]!.GetValue<string>();
                Assert.StartsWith("/root/", root, StringComparison.Ordinal);
                await Tool.MustRunAsync("openssl", "verify", "-CAfile", Path.Combine(unpacked, root["/root/".Length..]), FileIn(unpacked, "server.crt"));
            }

            Assert.NotEmpty(profile[kind]!.AsObject());
        }

        Assert.Equal(channel["orderers"]!.AsArray().Select(o => o!.GetValue<string>()), profile["orderers"]!.AsObject().Select(o => o.Key));
        Assert.Contains("#peer eip: ", await File.ReadAllTextAsync(Path.Combine(folder, "bcs-test-sdk-config.yaml")), StringComparison.Ordinal);
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
