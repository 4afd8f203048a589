using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

using Portal.Bff.Audit;
using Portal.Contracts.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.Audit;

public sealed partial class AuditFormatTests
{
    private static readonly string Document = Repo.PathOf("docs", "audit-format.md");

    public static TheoryData<string> VectorIds => [.. Vectors().Select(v => v.Id)];

    [Theory, MemberData(nameof(VectorIds))]
    public void Vector_of_the_document_is_what_the_portal_writes_and_reads(string id)
    {
        var vector = Vectors().Single(v => v.Id == id);
        var entry = ToEntry(vector.Entry);
        var bytes = Convert.FromHexString(vector.Bytes);

        Assert.Equal(vector.Bytes, Convert.ToHexStringLower(AuditFormat.Encode(entry.Place, AuditFormat.EncodeContent(entry.Call, entry.Result))));
        Assert.Equal(vector.LeafHash, Convert.ToHexStringLower(AuditFormat.LeafHash(bytes)));
        Assert.Equal(id, AuditEntryId.Format(entry.Place.Tenant, entry.Place.Seq));
        var read = AuditFormatReader.Decode(bytes);
        Assert.Equal((entry.Call, entry.Result), (read.Call, read.Result));
        Assert.Equal(entry.Place with { Previous = default }, read.Place with { Previous = default });
        Assert.Equal(entry.Place.Previous.ToArray(), read.Place.Previous.ToArray());
    }

    [Fact]
    public async Task Vectors_verify_with_an_implementation_in_another_language()
    {
        using var python = Process.Start(new ProcessStartInfo(
            "python3", ["-B", Repo.PathOf("tests", "Portal.Bff.Tests", "Audit", "verify_vectors.py"), Document])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var output = await python.StandardOutput.ReadToEndAsync() + await python.StandardError.ReadToEndAsync();
        await python.WaitForExitAsync();

        Assert.Equal((0, $"{Vectors().Count} vectors verified\n"), (python.ExitCode, output));
    }

    [Fact]
    public void Every_field_of_a_call_and_a_result_is_in_the_bytes()
    {
        foreach (var property in typeof(AuditCall).GetProperties().Where(p => p.PropertyType == typeof(string) && p.Name != nameof(AuditCall.Tenant)))
        {
            var call = SomeAudit.Call() with { User = "x", Organization = "x" };
            var before = AuditFormat.EncodeContent(call, null);
            property.SetValue(call, "changed");
            Assert.False(before.AsSpan().SequenceEqual(AuditFormat.EncodeContent(call, null)), property.Name);
        }

        var result = new AuditResult(AuditOutcomes.Failed) { Status = 1, UpstreamCode = "a", DurationMs = 1, OperationId = "a", File = "a" };
        AuditResult[] others =
        [
            result with { Outcome = "x" }, result with { Status = 2 }, result with { UpstreamCode = "b" }, result with { DurationMs = 2 },
            result with { OperationId = "b" }, result with { Status = null }, result with { File = "b" },
        ];
        Assert.Equal(8, others.Append(result).Select(r => Convert.ToHexString(AuditFormat.EncodeContent(null, r))).Distinct().Count());
    }

    [Fact]
    public void Every_single_flipped_bit_is_refused_or_reads_as_another_entry()
    {
        var place = new AuditPlace("harbor", 1, DateTimeOffset.UnixEpoch, AuditKind.Event, AuditFormat.NoPrevious, null);
        var call = SomeAudit.Call() with { Request = null };
        var bytes = AuditFormat.Encode(place, AuditFormat.EncodeContent(call, SomeAudit.Succeeded));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                var read = AuditFormatReader.Decode(flipped);
                Assert.Equal(
                    Convert.ToHexString(flipped), Convert.ToHexString(AuditFormat.Encode(read.Place, AuditFormat.EncodeContent(read.Call, read.Result))));
            }
            catch (FormatException)
            {
                // Refused, as it should be.
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("02")]
    [InlineData("01")]
    [InlineData("0101")]
    [InlineData("0101000000ff61")]
    [InlineData("01ff00000000")]
    [InlineData("0102000000080000000000000001010000000161")]
    public void Bytes_that_are_no_entry_are_refused(string hex) =>
        Assert.Throws<FormatException>(() => AuditFormatReader.Decode(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("harbor-000000000001", "harbor", 1L)]
    [InlineData("_portal-000000000042", "_portal", 42L)]
    [InlineData("a-b--999999999999", "a-b-", 999_999_999_999L)]
    [InlineData("harbor-1000000000000", "harbor", 1_000_000_000_000L)]
    public void Id_leads_back_to_sequence_and_number(string id, string tenant, long seq)
    {
        Assert.True(AuditEntryId.TryParse(id, out var parsedTenant, out var parsedSeq));
        Assert.Equal((tenant, seq), (parsedTenant, parsedSeq));
        Assert.Equal(id, AuditEntryId.Format(tenant, seq));
        Assert.Equal(id, Uri.EscapeDataString(id));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("harbor")]
    [InlineData("harbor-1")]
    [InlineData("-000000000001")]
    [InlineData("harbor-000000000000")]
    [InlineData("harbor-0000000000001")]
    [InlineData("harbor-99999999999999999999")]
    [InlineData("harbor-00000000000x")]
    public void Other_texts_are_no_ids(string? id) => Assert.False(AuditEntryId.TryParse(id, out _, out _));

    private static AuditEntry ToEntry(Dictionary<string, JsonElement> fields)
    {
        string? Text(string name) => fields.TryGetValue(name, out var value) ? value.GetString() : null;
        long? Number(string name) => fields.TryGetValue(name, out var value) ? value.GetInt64() : null;
        var place = new AuditPlace(
            Text("tenant")!, Number("seq")!.Value, DateTimeOffset.FromUnixTimeMilliseconds(Number("at")!.Value), (AuditKind)Number("kind")!,
            Convert.FromHexString(Text("previous")!), Number("ref"));
        var call = Text("operation") is not { } operation ? null : new AuditCall
        {
            Tenant = place.Tenant, Actor = new AuditActor(Text("actorId")!, Text("actorName")!, Text("actorKind")!), Operation = operation,
            Session = Text("session"), Address = Text("address"), UserAgent = Text("userAgent"), Action = Text("action"),
            Method = Text("method"), Path = Text("path"), BlockchainId = Text("blockchainId"), Channel = Text("channel"),
            Organization = Text("organization"), User = Text("user"), Request = Text("request"), RequestSha256 = Text("requestSha256"),
            TraceId = Text("traceId"), Credential = Text("credential"),
        };
        var result = Text("outcome") is not { } outcome ? null : new AuditResult(outcome)
        {
            Status = (int?)Number("status"), UpstreamCode = Text("upstreamCode"), DurationMs = Number("durationMs"), OperationId = Text("operationId"), File = Text("file"),
        };
        return new AuditEntry(place, call, result);
    }

    private static List<Vector> Vectors() =>
        JsonSerializer.Deserialize<List<Vector>>(JsonBlock().Match(File.ReadAllText(Document)).Groups[1].Value, JsonSerializerOptions.Web)!;

    [GeneratedRegex("^```json\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex JsonBlock();

    private sealed record Vector(string Id, Dictionary<string, JsonElement> Entry, string Bytes, string LeafHash);
}
