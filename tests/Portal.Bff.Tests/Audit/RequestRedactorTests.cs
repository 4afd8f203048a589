using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Bcs.Api.Catalogue;

using Portal.Bff.Audit;

namespace Portal.Bff.Tests.Audit;

public sealed class RequestRedactorTests
{
    [Theory]
    [InlineData(null, """{"$reason":"why"}""")]
    [InlineData("""{"a":1,"a":{"b":2}}""", """{"a":1,"a":{"b":2},"$reason":"why"}""")]
    [InlineData("""{"$reason":"forged"}""", """{"$reason":"why"}""")]
    [InlineData("[1]", """{"$reason":"why"}""")]
    public void Reason_of_a_download_stands_beside_whatever_was_sent(string? request, string recorded) => Assert.Equal(recorded, AuditMembers.Recorded(request, "why"));

    [Theory]
    [InlineData(null, null)]
    [InlineData("[1]", "[1]")]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("""{"$reason":"forged","a":{"$before":1},"$before":[],"$else":2}""", """{"a":{"$before":1},"$else":2}""")]
    public void What_only_the_portal_writes_is_left_out_of_what_a_caller_sent(string? request, string? recorded) => Assert.Equal(recorded, AuditMembers.Recorded(request, null));

    private const string Secret = "Pw-SBXSECRET-1";

    [Fact]
    public async Task Secret_fields_of_the_catalogue_are_masked_and_the_rest_is_kept()
    {
        const string Body = """{"name":"港","resource_password":"Pw-SBXSECRET-1","cce_create_info":{"init_node_pwd":"Pw-SBXSECRET-1","node_num":2},"couchdb_info":{"password":"Pw-SBXSECRET-1"}}""";

        var redacted = await RedactAsync("application/json; charset=utf-8", Body);

        Assert.Equal("""{"name":"港","resource_password":"***","cce_create_info":{"init_node_pwd":"***","node_num":2},"couchdb_info":{"password":"***"}}""", redacted.Json);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body))), redacted.Sha256);
    }

    [Fact]
    public async Task Listed_path_is_masked_whatever_its_name_and_through_arrays()
    {
        var operation = BcsOperations.CreateService with { SecretFields = ["a.b.harmless"] };

        var redacted = await RequestRedactor.RedactAsync(
            null, Encoding.UTF8.GetBytes("""{"a":[{"b":[[{"harmless":{"x":1}},{"other":1}]]}],"harmless":2,"b":{"harmless":3}}"""), operation);

        Assert.Equal("""{"a":[{"b":[[{"harmless":"***"},{"other":1}]]}],"harmless":2,"b":{"harmless":3}}""", redacted.Json);
    }

    [Theory]
    [InlineData("password", true)]
    [InlineData("init_node_PWD", true)]
    [InlineData("clientSecret", true)]
    [InlineData("X-Auth-Token", true)]
    [InlineData("SK", true)]
    [InlineData("access_sk", true)]
    [InlineData("userSk", true)]
    [InlineData("private_key", true)]
    [InlineData("privateKey", true)]
    [InlineData("task", false)]
    [InlineData("disk_size", false)]
    [InlineData("risk", false)]
    [InlineData("name", false)]
    public async Task Fields_named_like_secrets_are_masked(string name, bool masked)
    {
        var redacted = await RedactAsync("application/json", $$"""{"{{name}}":["value"]}""");

        Assert.Equal(masked ? $$"""{"{{name}}":"***"}""" : $$"""{"{{name}}":["value"]}""", redacted.Json);
    }

    [Fact]
    public async Task No_secret_survives_at_any_depth_and_nothing_else_is_lost()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var paths = new List<string>();
            var kept = new List<string>();
            var body = Nest(random, "", 0, paths, kept)!.ToJsonString();

            var operation = BcsOperations.CreateService with { SecretFields = paths };
            var redacted = await RequestRedactor.RedactAsync("application/json", Encoding.UTF8.GetBytes(body), operation);

            Assert.True(redacted.Json is not null && !redacted.Json.Contains("SBXSECRET", StringComparison.Ordinal), $"seed {seed}: {redacted.Json}");
            Assert.All(kept, value => Assert.Contains(value, redacted.Json, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Form_with_files_keeps_names_sizes_and_hashes_only()
    {
        using var form = new MultipartFormDataContent("b-1");
        form.Add(new StringContent(Secret), "note");
        form.Add(new ByteArrayContent(Encoding.ASCII.GetBytes(Secret + new string('x', 100_000))), "file", "user.pem");
        var body = await form.ReadAsByteArrayAsync();

        var redacted = await RequestRedactor.RedactAsync(form.Headers.ContentType!.ToString(), body, BcsOperations.FreezeUserCertificate);

        Assert.Equal(
            $$"""{"multipart":[{"name":"note","bytes":14,"sha256":"02563bed3b04f9a5eb8187c3152a61014b44991d8d3acef82e849eeab9a0c88d"},{"name":"file","fileName":"user.pem","bytes":100014,"sha256":"8d991bd8ed06ac8932882ad2cd9868d2fbdf33bb1192c407adc02983c74f9c71"}]}""",
            redacted.Json);
        Assert.Equal(body.Length, redacted.Bytes);
    }

    [Theory]
    [InlineData("text/plain", "password=x")]
    [InlineData("application/x-www-form-urlencoded", "password=x")]
    [InlineData("application/json", """{"password":"x" """)]
    [InlineData("application/json", """{"a":"\ud83d"}""")]
    [InlineData("not a type", "{}")]
    [InlineData("multipart/form-data", "--b")]
    [InlineData("multipart/form-data; boundary=b", "no form")]
    public async Task Body_that_cannot_be_told_harmless_is_not_kept(string contentType, string body)
    {
        var redacted = await RedactAsync(contentType, body);

        Assert.Null(redacted.Json);
        Assert.Equal(64, redacted.Sha256!.Length);
        Assert.Equal(body.Length, redacted.Bytes);
    }

    [Fact]
    public async Task Long_body_leaves_a_note_with_its_size()
    {
        var body = $$"""{"a":"{{new string('x', 70_000)}}","name":"{{Secret}}"}""";

        var redacted = await RedactAsync("application/json", body);

        Assert.Equal($$"""{"note":"a body of {{body.Length.ToString(CultureInfo.InvariantCulture)}} bytes is not kept"}""", redacted.Json);
        Assert.NotNull(redacted.Sha256);
    }

    [Fact]
    public async Task No_body_is_nothing() =>
        Assert.Equal(new RedactedRequest(null, null, 0), await RedactAsync("application/json", ""));

    private static Task<RedactedRequest> RedactAsync(string contentType, string body) =>
        RequestRedactor.RedactAsync(contentType, Encoding.UTF8.GetBytes(body), BcsOperations.CreateService);

    private static JsonNode? Nest(Random random, string path, int depth, List<string> paths, List<string> kept)
    {
        switch (random.Next(depth > 5 ? 1 : 4))
        {
            case 1:
                return new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Nest(random, path, depth + 1, paths, kept))]);
            case 2 or 3:
                var node = new JsonObject();
                for (var i = random.Next(1, 5); i > 0; i--)
                {
                    // A number makes each name unique, so that a listed path lists one place.
                    var name = $"f{kept.Count + paths.Count}_{random.Next(1_000_000)}";
                    var inner = path.Length == 0 ? name : $"{path}.{name}";
                    switch (random.Next(3))
                    {
                        case 0:
                            paths.Add(inner);
                            node[name] = random.Next(2) == 0 ? Secret : new JsonArray(new JsonObject { ["x"] = Secret });
                            break;
                        case 1:
                            node[name + ((string[])["_password", "Pwd", "-secret", "_TOKEN", "_sk", "_private_key"])[random.Next(6)]] = Secret;
                            break;
                        default:
                            node[name] = Nest(random, inner, depth + 1, paths, kept);
                            break;
                    }
                }

                return node;
            default:
                kept.Add($"kept{random.Next(1_000_000)}");
                return kept[^1];
        }
    }
}
