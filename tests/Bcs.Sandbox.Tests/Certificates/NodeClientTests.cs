using System.Text.Json.Nodes;

using Portal.Testing;

namespace Bcs.Sandbox.Tests.Certificates;

/// <summary>
/// Profile and bundles as an application takes them: with the public Fabric client for Node, whose packages <c>test.sh</c> installs beside the
/// script that uses it.
/// </summary>
public sealed class NodeClientTests : CertificateTest
{
    private static readonly string Script = Repo.PathOf("tests", "Bcs.Sandbox.Tests", "Certificates", "node", "read-profile.js");

    [NodeClientTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Public_node_client_takes_nodes_roots_and_identity_from_what_is_downloaded(bool hasAddress)
    {
        Assert.True(Directory.Exists(Path.Combine(Path.GetDirectoryName(Script)!, "node_modules")), "Run `npm ci --ignore-scripts --omit=optional` beside read-profile.js, as test.sh does.");
        var service = await Sandbox.ReadyServiceAsync("bcs-node", change: r => r["use_eip"] = hasAddress);
        var detail = await Sandbox.GetAsync($"/blockchains/{service}");
        var folder = await UnpackAsync(await DownloadAsync("organization", "admin", service));
        var bundle = Directory.EnumerateDirectories(folder).Single();
        var orderer = Directory.EnumerateDirectories(await UnpackAsync(await DownloadAsync("bcs-node-orderer", "admin", service))).Single();
        Directory.Move(orderer, Path.Combine(folder, Path.GetFileName(orderer)));
        var request = SdkConfigurationTests.Request("0", "1");
        request["cert_path"] = folder;
        using var answer = await Sandbox.SendAsync("POST", $"/blockchains/{service}/sdk-cfg", request);
        var profile = FileIn(await UnpackAsync(await ZipAsync(answer, "bcs-node-sdk-config.zip")), "*.yaml");
        var hash = Path.GetFileName(bundle).Split('.')[0];

        var output = await Tool.MustRunAsync("node", Script, profile, bundle, $"{hash}MSP");
        var read = JsonNode.Parse(output.Split('\n').Single(l => l.StartsWith('{')))!;

        Assert.Equal($"{hash}MSP", read["identity"]!["mspId"]!.GetValue<string>());
        Assert.True(read["identity"]!["signatureBytes"]!.GetValue<int>() > 64);
        Assert.All(new[] { "adminVerifies", "adminIsAdmin", "serverVerifies", "authoritiesDiffer" }, what => Assert.True(read[what]!.GetValue<bool>(), what));
        Assert.Equal($"{Path.GetFileName(orderer).Split('.')[0]}MSP", read["ordererMspid"]!.GetValue<string>());

        var addresses = detail["orderer_info"]!["address"]!.AsArray().Concat(detail["peer_info"]![0]!["address"]!.AsArray())
            .ToDictionary(a => a!["domain_port"]!.GetValue<string>().Split(':')[0], a => a!["ip_port"]!.GetValue<string>());
        var nodes = read["nodes"]!.AsArray();
        Assert.Equal(addresses.Keys.Order(StringComparer.Ordinal), nodes.Select(n => n!["name"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        foreach (var node in nodes)
        {
            var name = node!["name"]!.GetValue<string>();
            Assert.Matches(hasAddress ? $"^grpcs://{addresses[name]}$" : $"^grpcs://{name}:30[678][0-9]{{2}}$", node["url"]!.GetValue<string>());
            Assert.Equal(name, node["target"]!.GetValue<string>());
            Assert.True(node["rootIsAuthority"]!.GetValue<bool>() && node["authorized"]!.GetValue<bool>(), name);
            Assert.Equal(node["kind"]!.GetValue<string>() == "peer" ? $"{hash}MSP" : null, node["mspid"]?.GetValue<string>());
        }

        var channel = read["channels"]!["channel"]!;
        Assert.Equal((2, 3), (channel["peers"]!.AsArray().Count, channel["orderers"]!.AsArray().Count));
    }
}
