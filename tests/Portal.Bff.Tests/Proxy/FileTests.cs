using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

using Bcs.Api.Catalogue;

using Microsoft.AspNetCore.Http;

using Portal.Bff.Audit;
using Portal.Bff.Gateway;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts;
using Portal.Contracts.Audit;

namespace Portal.Bff.Tests.Proxy;

/// <summary>Files in both directions.</summary>
public sealed class FileTests(RecordingStack stack) : IClassFixture<RecordingStack>
{
    private const int Limit = 30 * 1024;

    private static readonly string Certificates = $"blockchains/{OperationSamples.BlockchainId}/cert?org_name=organization&cert_type=admin";
    private static readonly string UserCertificate = $"blockchains/{OperationSamples.BlockchainId}/orgs/organization/usercert/user01";

    [Fact]
    public async Task A_file_reaches_the_caller_while_it_is_still_coming()
    {
        var content = RandomNumberGenerator.GetBytes(2_000_000);
        var firstArrived = new TaskCompletionSource();
        stack.Cloud.Answer = async context =>
        {
            context.Response.ContentType = "application/zip";
            context.Response.ContentLength = content.Length;
            await context.Response.Body.WriteAsync(content.AsMemory(0, 1000));
            await context.Response.Body.FlushAsync();
            await firstArrived.Task;
            await context.Response.Body.WriteAsync(content.AsMemory(1000));
        };

        using var request = new HttpRequestMessage(HttpMethod.Get, stack.Browser.Bcs(Certificates));
        using var answer = await stack.Browser.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await answer.Content.ReadAsStreamAsync();
        var received = new byte[content.Length];
        await stream.ReadExactlyAsync(received.AsMemory(0, 1000));
        firstArrived.SetResult();
        await stream.ReadExactlyAsync(received.AsMemory(1000));

        Assert.Equal(content, received);
        var record = await RecordAsync(answer);
        Assert.Equal(AuditOutcomes.Succeeded, record.Outcome);
        Assert.Equal(new AuditFileDto(null, content.Length, Convert.ToHexStringLower(SHA256.HashData(content))), record.File);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    public async Task An_empty_success_is_no_file_and_is_recorded_as_failed(int status)
    {
        stack.Cloud.Answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.ContentDisposition = "attachment; filename=keys.zip";
            return Task.CompletedTask;
        };

        using var answer = await stack.Browser.GetAsync(stack.Browser.Bcs(Certificates));

        Assert.Equal((HttpStatusCode.BadGateway, null), (answer.StatusCode, answer.Content.Headers.ContentDisposition));
        var record = await RecordAsync(answer);
        Assert.Equal((AuditOutcomes.Failed, null), (record.Outcome, record.File));
    }

    [Fact]
    public async Task A_file_that_breaks_off_breaks_off_for_the_caller_and_stays_unknown()
    {
        var halfArrived = new TaskCompletionSource();
        stack.Cloud.Answer = async context =>
        {
            context.Response.ContentType = "application/zip";
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync(new byte[500]);
            await context.Response.Body.FlushAsync();
            await halfArrived.Task;
            context.Abort();
        };

        using var request = new HttpRequestMessage(HttpMethod.Get, stack.Browser.Bcs(Certificates));
        using var answer = await stack.Browser.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await answer.Content.ReadAsStreamAsync();
        await stream.ReadExactlyAsync(new byte[500]);
        halfArrived.SetResult();

        await Assert.ThrowsAnyAsync<IOException>(() => stream.CopyToAsync(Stream.Null));
        var record = await RecordAsync(answer);
        Assert.Equal((AuditOutcomes.Unknown, null), (record.Outcome, record.File));
    }

    [Fact]
    public async Task A_page_in_place_of_a_file_is_not_handed_out()
    {
        stack.Cloud.Answer = RecordingCloud.File("<html>Sign in</html>"u8.ToArray(), "x.zip", "text/html");

        using var read = await stack.Browser.GetAsync(stack.Browser.Bcs(Certificates));
        using var change = await stack.Browser.SendAsync(HttpMethod.Post, stack.Browser.Bcs(UserCertificate), new { security_mode = false });

        Assert.Equal((HttpStatusCode.BadGateway, ProblemCodes.UpstreamUnreachable), (read.StatusCode, await read.CodeAsync()));
        Assert.Equal((HttpStatusCode.GatewayTimeout, ProblemCodes.OutcomeUnknown), (change.StatusCode, await change.CodeAsync()));
    }

    [Fact]
    public async Task A_refusal_of_a_download_passes_with_its_code()
    {
        stack.Cloud.Answer = RecordingCloud.Json("""{"error_code":"BCS.4001010","error_msg":"etcd"}""", 400);

        using var answer = await stack.Browser.GetAsync(stack.Browser.Bcs(Certificates));

        Assert.Equal((HttpStatusCode.BadRequest, "BCS.4001010"), (answer.StatusCode, await answer.CodeAsync()));
        Assert.Equal((AuditOutcomes.Failed, null), ((await RecordAsync(answer)).Outcome, (await RecordAsync(answer)).File));
    }

    [Theory]
    [InlineData("freeze", Limit, true)]
    [InlineData("unfreeze", Limit, true)]
    [InlineData("freeze", Limit + 1, false)]
    [InlineData("unfreeze", Limit + 1, false)]
    [InlineData("freeze", 200_000, false)]
    public async Task A_certificate_of_more_than_30_KB_is_refused_before_it_is_sent(string operation, int bytes, bool passes)
    {
        stack.Cloud.Answer = RecordingCloud.Json("""{"result":"success"}""");
        var mark = Guid.NewGuid().ToString("N");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[bytes]), "file", "user01.zip" } };

        using var answer = await SendAsync($"{UserCertificate}/{operation}", form, mark);

        Assert.Equal(passes ? HttpStatusCode.OK : HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(passes ? 1 : 0, stack.Cloud.Calls.Count(c => c.Test == mark));
        if (!passes)
        {
            var problem = await answer.JsonAsync();
            Assert.Equal(ProblemCodes.BodyTooLarge, problem.GetProperty("code").GetString());
            Assert.Contains("30720", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Equal((AuditOutcomes.Denied, 413), ((await RecordAsync(answer)).Outcome, (await RecordAsync(answer)).Status));
        }
    }

    [Theory]
    [InlineData(12 * 1024 * 1024, false, true)]
    [InlineData((12 * 1024 * 1024) + 1, false, false)]
    [InlineData((12 * 1024 * 1024) + 1, true, false)]
    public async Task A_body_over_12_MB_is_refused_with_and_without_its_length(int bytes, bool chunked, bool passes)
    {
        stack.Cloud.Answer = RecordingCloud.Json("""{"operation_id":"BCSSVC01-04-1618218591906093855"}""");
        var mark = Guid.NewGuid().ToString("N");
        var text = "{\"channels\":[],\"x\":\"" + new string('x', bytes - 22) + "\"}";
        using var content = new StringContent(text);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using var answer = await SendAsync($"blockchains/{OperationSamples.BlockchainId}/channels", content, mark, chunked);

        Assert.Equal(passes ? HttpStatusCode.OK : HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(passes ? [bytes] : [], stack.Cloud.Calls.Where(c => c.Test == mark).Select(c => c.Body.Length));
        if (!passes)
        {
            Assert.Equal(ProblemCodes.BodyTooLarge, await answer.CodeAsync());
        }
    }

    [Fact]
    public async Task Secrets_that_a_caller_puts_into_the_query_are_not_recorded()
    {
        stack.Cloud.Answer = RecordingCloud.Json("{}");

        using var answer = await stack.Browser.GetAsync(stack.Browser.Bcs("quotas?password=Pw-SBXSECRET&x=1&X-Auth-Token=SBXSECRET"));

        Assert.EndsWith("/quotas?password=***&x=1&X-Auth-Token=***", (await RecordAsync(answer)).Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("attachment; filename=\"a b.zip\"", "a b.zip")]
    [InlineData("attachment; filename=x.zip; filename*=UTF-8''%E8%AF%81.zip", "证.zip")]
    [InlineData("attachment", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Name_of_a_file_is_read_from_its_header(string? header, string? expected) => Assert.Equal(expected, FileAnswer.NameIn(header));

    [Theory]
    [InlineData("downloadCertificates", 200, "application/zip", true)]
    [InlineData("downloadCertificates", 200, "application/octet-stream", true)]
    [InlineData("downloadSdkConfiguration", 200, null, true)]
    [InlineData("downloadCertificates", 200, "text/html; charset=utf-8", false)]
    [InlineData("downloadCertificates", 200, "application/json;charset=utf8", false)]
    [InlineData("downloadCertificates", 400, "application/zip", false)]
    [InlineData("queryQuotas", 200, "application/zip", false)]
    public void Only_the_answers_of_the_three_downloads_are_files(string operation, int status, string? type, bool expected) =>
        Assert.Equal(expected, FileAnswer.IsFile(BcsOperations.Find(operation)!, status, type));

    [Fact]
    public void Long_names_of_files_are_recorded_shortened_and_stay_readable()
    {
        var text = new AuditFile(new string('\u0001', 5000), 7, new string('a', 64)).ToText();
        Assert.InRange(text.Length, 1, 2048);
        Assert.Equal(256, JsonSerializer.Deserialize<AuditFileDto>(text, JsonSerializerOptions.Web)!.Name!.Length);
    }

    private async Task<HttpResponseMessage> SendAsync(string path, HttpContent content, string mark, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, stack.Browser.Bcs(path)) { Content = content };
        request.Headers.Add("Accept-Language", mark);
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        return await stack.Browser.Http.SendAsync(request);
    }

    private Task<AuditRecordDto> RecordAsync(HttpResponseMessage answer) => Testing.Eventually.GetAsync(
        async () =>
        {
            using var found = await stack.Browser.GetAsync($"/api/audit/{answer.AuditId()}?tenant={RecordingCloud.Tenant}");
            var record = (await found.JsonAsync()).Deserialize<AuditRecordDto>(JsonSerializerOptions.Web)!;
            return record.Outcome == AuditOutcomes.Pending ? null : record;
        },
        "the outcome is recorded")!;
}
