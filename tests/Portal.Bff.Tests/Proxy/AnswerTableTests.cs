using System.Net.Http.Json;
using System.Text.Json;

using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.Proxy;

/// <summary>
/// What the cloud may answer (status, type, size, headers, cut points), and what comes of it: the caller's answer, the audit record and the
/// idempotency key. Every row is looked at for all three.
/// </summary>
public sealed class AnswerTableTests(RecordingStack stack) : IClassFixture<RecordingStack>
{
    private const string Json = "application/json;charset=utf8";
    private const string Html = "text/html; charset=utf-8";
    private const string Own = "application/problem+json";
    private const int Long = 300_000;

    private static readonly byte[] Coded = """{"error_code":"BCS.4001010","error_msg":"no"}"""u8.ToArray();
    private static readonly byte[] Uncoded = """{"message":"no"}"""u8.ToArray();

    private static readonly Dictionary<string, Row> Rows = Changes().Concat(Deletions()).Concat(Reads()).Concat(Downloads()).ToDictionary(r => r.Name);

    /// <summary>What becomes of the key of a change.</summary>
    private enum Key
    {
        /// <summary>None is sent.</summary>
        None,

        /// <summary>Gives the same answer again; the cloud hears nothing.</summary>
        Replayed,

        /// <summary>Free: the same request is sent again.</summary>
        Free,

        /// <summary>Leads to the operation that finds out; the cloud hears nothing.</summary>
        Checked,
    }

    public static TheoryData<string> Names() => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Answer_of_the_cloud_is_judged_before_a_byte_of_it_leaves(string name)
    {
        var row = Rows[name];
        var mark = Guid.NewGuid().ToString("N");
        stack.Cloud.Answer = row.Upstream.SendAsync;

        using var answer = await SendAsync(row, mark);

        var body = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal((row.Status, row.Type), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        if (row.Type == Own)
        {
            Assert.Equal(row.Code, JsonDocument.Parse(body).RootElement.GetProperty("code").GetString());
        }
        else
        {
            Assert.Equal(row.Upstream.Body, body);
        }

        Assert.Equal(row.Upstream.RetryAfter is { } wait && row.Status != 504 ? TimeSpan.FromSeconds(wait) : null, answer.Headers.RetryAfter?.Delta);
        var record = await RecordAsync(answer, row.Outcome);
        Assert.Equal((row.Outcome, row.Outcome is AuditOutcomes.Failed ? row.Code : null), (record.Outcome, record.UpstreamCode));
        Assert.Equal(1, Calls(mark));
        await CheckKeyAsync(row, mark, (int)answer.StatusCode);
    }

    private static IEnumerable<Row> Changes()
    {
        byte[] Done(string id, int bytes = 0) => UpstreamAnswer.LongJson(bytes, $"\"operation_id\":\"BCSTAB01-04-{id}\"");

        yield return Accepted("a change that is accepted", Kind.Change, new(200, Json, Done("1")), Key.Replayed);
        yield return Accepted("a change that is accepted with a long answer", Kind.Change, new(200, Json, Done("2", Long)), Key.Replayed);
        yield return Accepted("a change that is accepted without a body", Kind.Change, new(200, null, []), Key.Replayed);
        yield return Accepted("a change that is accepted in JSON called text", Kind.Change, new(200, "text/plain", Done("3")), Key.Replayed);
        yield return Accepted("a change that is accepted in JSON without a type", Kind.Change, new(202, null, Done("4")), Key.Replayed);
        yield return Unclear("a change that is answered by a page", new(200, Html, UpstreamAnswer.Page()));
        yield return Unclear("a change that is answered by a long page", new(200, Html, UpstreamAnswer.Page(Long)));
        yield return Unclear("a change that is answered by JSON called a page", new(200, Html, Done("5")));
        yield return Unclear("a change that is answered by a page called JSON", new(200, Json, UpstreamAnswer.Page()));
        yield return Unclear("a change that is answered by a long page called JSON", new(200, Json, UpstreamAnswer.Page(Long)));
        yield return Unclear("a change that is answered by a list", new(200, Json, "[]"u8.ToArray()));
        yield return Unclear("a change whose answer is cut", new(200, Json, Done("6", 1000)) { CutAt = 500 });
        yield return Unclear("a change whose long answer is cut", new(200, Json, Done("7", Long)) { CutAt = 280_000 });
        yield return Unclear("a change whose answer is cut after its head", new(200, Json, Done("8")) { CutAt = 0 });
        yield return Unclear("a change without an answer", new(200, Json, []) { CutAt = -1 });
        yield return Unclear("a change that is led elsewhere", new(302, Html, UpstreamAnswer.Page()));
        foreach (var status in (int[])[500, 502, 503, 504])
        {
            yield return Unclear($"a change that ends in a page with {status}", new(status, Html, UpstreamAnswer.Page()) { RetryAfter = status == 503 ? 7 : null });
        }

        yield return Unclear("a change that ends in a long page with 500", new(500, Html, UpstreamAnswer.Page(Long)));
        yield return Unclear("a change that ends in nothing with 502", new(502, null, []));
        yield return Unclear("a change that ends in JSON without a code with 500", new(500, Json, Uncoded));
        yield return Unclear("a change whose fault is cut", new(500, Json, Coded) { CutAt = 10 });
        yield return new("a change that ends in a code with 500", Kind.Change, new(500, Json, Coded), 500, "BCS.4001010", "application/json", AuditOutcomes.Failed, Key.Free);
        yield return new("a change that is refused with a code", Kind.Change, new(400, Json, Coded), 400, "BCS.4001010", "application/json", AuditOutcomes.Failed, Key.Replayed);
        yield return new("a change that is put off with a code", Kind.Change, new(429, Json, Coded) { RetryAfter = 7 }, 429, "BCS.4001010", "application/json", AuditOutcomes.Failed, Key.Free);
        yield return new("a change that is refused in JSON without a code", Kind.Change, new(404, Json, Uncoded), 404, null, "application/json", AuditOutcomes.Failed, Key.Replayed);
        foreach (var row in Refusals(Kind.Change, Key.Free))
        {
            yield return row;
        }
    }

    private static IEnumerable<Row> Deletions() =>
    [
        Accepted("a deletion that is accepted", Kind.Delete, new(200, Json, "{}"u8.ToArray()), Key.Replayed),
        Unclear("a deletion without an answer, which the transport must not repeat", new(200, Json, []) { CutAt = -1 }, Kind.Delete),
    ];

    private static IEnumerable<Row> Reads()
    {
        yield return Accepted("a read", Kind.Read, new(200, Json, "{\"a\":1}"u8.ToArray()));
        yield return Accepted("a read with a long answer", Kind.Read, new(200, Json, UpstreamAnswer.LongJson(Long, "\"a\":1")));
        yield return Accepted("a read with a long answer of another type", Kind.Read, new(200, "application/octet-stream", UpstreamAnswer.LongJson(Long, "\"a\":1")));
        yield return NoAnswer("a read that is answered by a page", new(200, Html, UpstreamAnswer.Page()), 502);
        yield return NoAnswer("a read that is answered by a long page", new(200, Html, UpstreamAnswer.Page(Long)), 502);
        yield return NoAnswer("a read that is answered by a long page called JSON", new(200, Json, UpstreamAnswer.Page(Long)), 502);
        yield return NoAnswer("a read that is answered by a picture", new(200, "image/svg+xml", "<svg/>"u8.ToArray()), 502);
        yield return NoAnswer("a read whose answer is cut", new(200, Json, UpstreamAnswer.LongJson(1000, "\"a\":1")) { CutAt = 500 }, 502);
        yield return NoAnswer("a read that is led elsewhere", new(302, Html, UpstreamAnswer.Page()), 502);
        yield return NoAnswer("a read that ends in a page with 500", new(500, Html, UpstreamAnswer.Page()), 500);
        yield return NoAnswer("a read that ends in a long page with 502", new(502, Html, UpstreamAnswer.Page(Long)), 502);
        yield return NoAnswer("a read that is put off by a page with 503", new(503, Html, UpstreamAnswer.Page()) { RetryAfter = 7 }, 503);
        yield return NoAnswer("a read that ends in JSON without a code with 504", new(504, Json, Uncoded), 504);
        yield return new("a read that ends in a code with 500", Kind.Read, new(500, Json, Coded), 500, "BCS.4001010", "application/json", AuditOutcomes.Failed, Key.None);
        foreach (var row in Refusals(Kind.Read, Key.None))
        {
            yield return row;
        }
    }

    private static IEnumerable<Row> Downloads()
    {
        var zip = new byte[] { (byte)'P', (byte)'K', 3, 4, 9 };
        yield return Accepted("a download", Kind.Download, new(200, "application/octet-stream", zip), type: "application/zip");
        yield return Accepted("a download without a type", Kind.Download, new(200, null, zip), type: "application/zip");
        yield return Accepted("a download that calls itself a picture with script", Kind.Download, new(200, "image/svg+xml", zip), type: "application/zip");
        yield return NoAnswer("a download that is answered by a page", new(200, Html, UpstreamAnswer.Page(Long)), 502, Kind.Download);
        yield return NoAnswer("a download that is put off by a page", new(503, Html, UpstreamAnswer.Page()) { RetryAfter = 7 }, 503, Kind.Download);
        foreach (var row in Refusals(Kind.Download, Key.None))
        {
            yield return row;
        }

        yield return Unclear("a new certificate that ends in a page with 500", new(500, Html, UpstreamAnswer.Page()), Kind.Certificate, Key.None);
        yield return Unclear("a new certificate that is answered by a page", new(200, Html, UpstreamAnswer.Page()), Kind.Certificate, Key.None);
    }

    private static IEnumerable<Row> Refusals(Kind kind, Key key)
    {
        foreach (var status in (int[])[400, 403, 404, 405, 408, 409, 413, 415, 429])
        {
            yield return Refused($"{kind}: {status} with a page", new(status, Html, UpstreamAnswer.Page()) { RetryAfter = status is 429 or 413 ? 7 : null });
        }

        yield return Refused($"{kind}: 404 with a long page", new(404, Html, UpstreamAnswer.Page(Long)));
        yield return Refused($"{kind}: 415 with text", new(415, "text/plain", "no"u8.ToArray()));
        yield return Refused($"{kind}: 405 with nothing", new(405, null, []));
        yield return Refused($"{kind}: 400 with a body of 2 MB", new(400, Json, UpstreamAnswer.LongJson(2_000_000, "\"error_code\":\"BCS.1\"")));
        yield return Refused($"{kind}: 400 that is cut", new(400, Json, Coded) { CutAt = 10 });

        Row Refused(string name, UpstreamAnswer answer) =>
            new(name, kind, answer, answer.Status, ProblemCodes.UpstreamRefused, Own, AuditOutcomes.Failed, key);
    }

    private static Row Accepted(string name, Kind kind, UpstreamAnswer answer, Key key = Key.None, string type = "application/json") =>
        new(name, kind, answer, answer.Status, null, type, AuditOutcomes.Succeeded, key);

    private static Row Unclear(string name, UpstreamAnswer answer, Kind kind = Kind.Change, Key key = Key.Checked) =>
        new(name, kind, answer, 504, ProblemCodes.OutcomeUnknown, Own, AuditOutcomes.Pending, key);

    private static Row NoAnswer(string name, UpstreamAnswer answer, int status, Kind kind = Kind.Read) =>
        new(name, kind, answer, status, ProblemCodes.UpstreamUnreachable, Own, AuditOutcomes.Failed, Key.None);

    private async Task CheckKeyAsync(Row row, string mark, int status)
    {
        if (row.Key is Key.None)
        {
            return;
        }

        stack.Cloud.Answer = RecordingCloud.Json("""{"result":"again"}""");
        using var again = await SendAsync(row, mark);
        var seen = ((int)again.StatusCode, Calls(mark));
        Assert.Equal(row.Key switch { Key.Free => (200, 2), Key.Checked => (504, 1), _ => (status, 1) }, seen);
        if (row.Key is Key.Checked)
        {
            Assert.Equal(ProblemCodes.OutcomeUnknown, await again.CodeAsync());
        }
    }

    private int Calls(string mark) => stack.Cloud.Calls.Count(c => c.Test == mark);

    private async Task<HttpResponseMessage> SendAsync(Row row, string mark)
    {
        var service = $"blockchains/{OperationSamples.BlockchainId}";
        var (method, path) = row.Kind switch
        {
            Kind.Change => (HttpMethod.Post, $"{service}/channels"),
            Kind.Delete => (HttpMethod.Delete, service),
            Kind.Download => (HttpMethod.Get, $"{service}/cert?org_name=organization&cert_type=admin"),
            Kind.Certificate => (HttpMethod.Post, $"{service}/orgs/organization/usercert/user01"),
            _ => (HttpMethod.Get, "quotas"),
        };
        using var request = new HttpRequestMessage(method, stack.Browser.Bcs(path));
        request.Content = method == HttpMethod.Post ? JsonContent.Create(new { x = 1 }) : null;
        request.Headers.Add("Accept-Language", mark);
        if (row.Key is not Key.None)
        {
            request.Headers.Add(BffHeaders.IdempotencyKey, mark);
        }

        return await stack.Browser.Http.SendAsync(request);
    }

    // A download is recorded a moment after its last byte.
    private Task<AuditRecordDto> RecordAsync(HttpResponseMessage answer, string outcome) => Eventually.GetAsync(
        async () =>
        {
            using var found = await stack.Browser.GetAsync($"/api/audit/{answer.AuditId()}?tenant={RecordingCloud.Tenant}");
            var record = (await found.JsonAsync()).Deserialize<AuditRecordDto>(JsonSerializerOptions.Web)!;
            return record.Outcome == outcome || record.Outcome != AuditOutcomes.Pending ? record : null;
        },
        "the record is there")!;

    /// <summary>What is called.</summary>
    private enum Kind
    {
        Change, Delete, Read, Download, Certificate,
    }

    /// <param name="Code">Code of the answer, also in the record of a failure.</param>
    /// <param name="Type">Content type that the caller sees; the body is the cloud's own unless it is a problem of the gateway's.</param>
    private sealed record Row(
        string Name, Kind Kind, UpstreamAnswer Upstream, int Status, string? Code, string Type, string Outcome, Key Key);
}
