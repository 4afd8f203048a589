using System.Net;
using System.Net.Sockets;
using System.Text;

using Portal.Bff.Gateway;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts;

namespace Portal.Bff.Tests.Proxy;

/// <summary>What a request may be besides what a browser makes of it: other protocols, other methods, broken bodies, downloads from elsewhere.</summary>
public sealed class ProtocolTests(RecordingStack stack) : IClassFixture<RecordingStack>
{
    private static readonly string Certificates = $"blockchains/{OperationSamples.BlockchainId}/cert?org_name=organization&cert_type=admin";

    private string Cookie => stack.Browser.Cookies.GetCookieHeader(stack.Bff.Url);

    [Fact]
    public async Task Another_protocol_is_refused_on_every_route_that_is_plain_HTTP()
    {
        var sent = stack.Cloud.Calls.Count;
        foreach (var path in (string[])[stack.Browser.Bcs("quotas"), "/bcs/none", BffRoutes.User, "/api/operations", BffRoutes.HealthLive, "/openapi/v1.json"])
        {
            foreach (var protocol in (string[])["other", "h2c, websocket", "websocket"])
            {
                var status = await RawHttp.StatusOfAsync(
                    stack.Bff.Url,
                    $"GET {path} HTTP/1.1\r\nHost: {stack.Bff.Url.Authority}\r\nCookie: {Cookie}\r\nX-CSRF: 1\r\nConnection: Upgrade\r\nUpgrade: {protocol}\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

                Assert.Equal((path, protocol, 400), (path, protocol, status));
            }
        }

        Assert.Equal(sent, stack.Cloud.Calls.Count);
    }

    [Theory]
    [InlineData("GET", BffRoutes.User, 200)]
    [InlineData("POST", BffRoutes.SignInIam, 400)]
    public async Task Offer_of_HTTP_2_changes_nothing(string method, string path, int expected)
    {
        foreach (var offer in (string[])["", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"])
        {
            var status = await RawHttp.StatusOfAsync(
                stack.Bff.Url,
                $"{method} {path} HTTP/1.1\r\nHost: {stack.Bff.Url.Authority}\r\nCookie: {Cookie}\r\nX-CSRF: 1\r\n{offer}"
                + (method == "POST" ? "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{]" : "\r\n"));

            Assert.Equal((offer, expected), (offer, status));
        }
    }

    [Theory]
    [InlineData(false, null, false)]
    [InlineData(false, "none", false)]
    [InlineData(false, "same-site", false)]
    [InlineData(true, "cross-site", false)]
    [InlineData(false, "same-origin", true)]
    [InlineData(true, null, true)]
    [InlineData(true, "none", true)]
    public async Task Keys_are_handed_out_to_the_portals_own_pages_and_to_programs_that_say_so(bool header, string? site, bool passes)
    {
        stack.Cloud.Answer = RecordingCloud.File([1, 2, 3], "x.zip");
        using var plain = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = stack.Bff.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, stack.Browser.Bcs(Certificates)) { Headers = { { "Cookie", Cookie } } };
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
        request.Headers.TryAddWithoutValidation(BffHeaders.Csrf, header ? "1" : null);

        using var answer = await plain.SendAsync(request);

        Assert.Equal(passes ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("attachment; filename=\"../../etc/passwd\"", "passwd")]
    [InlineData("attachment; filename=\"C:\\\\temp\\\\a.zip\"", "a.zip")]
    [InlineData("inline; filename=\"a\u202Egpj.zip\"", "agpj.zip")]
    [InlineData("attachment; filename*=UTF-8''%E8%AF%81%0D%0A.zip", "证.zip")]
    [InlineData("attachment; filename=\"a;b?<c>.zip\"", "abc.zip")]
    [InlineData("attachment; filename=\"...\"", "downloadCertificates.zip")]
    [InlineData("nothing of the kind", "downloadCertificates.zip")]
    public async Task File_goes_out_as_an_attachment_with_a_plain_name(string disposition, string name)
    {
        stack.Cloud.Answer = new UpstreamAnswer(200, "text/plain", [1, 2, 3]) { Disposition = disposition.Any(c => c > 126) ? null : disposition }.SendAsync;
        Assert.Equal(name == "downloadCertificates.zip" ? null : name, FileAnswer.NameIn(disposition));
        if (disposition.Any(c => c > 126))
        {
            return;
        }

        using var answer = await stack.Browser.GetAsync(stack.Browser.Bcs(Certificates));

        var seen = answer.Content.Headers.ContentDisposition!;
        Assert.Equal(("application/zip", "attachment", name), (answer.Content.Headers.ContentType!.MediaType, seen.DispositionType, seen.FileNameStar ?? seen.FileName));
    }

    [Fact]
    public void Long_name_of_a_file_keeps_its_ending()
    {
        var name = FileAnswer.NameIn($"attachment; filename=\"{new string('n', 4000)}.zip\"")!;
        Assert.Equal((120, ".zip"), (name.Length, name[^4..]));
    }

    [Theory]
    [InlineData("POST", "/bcs/{harbor}/blockchains", "application/json")]
    [InlineData("POST", "/bcs/{harbor}/blockchains/7e8a4a3c-9d0f-4c55-8c1a-1f2b3c4d5e6f/orgs/organization/usercert/user01/freeze", "multipart/form-data; boundary=b")]
    [InlineData("PUT", "/api/templates/create-service/one?tenant=harbor", "application/json")]
    [InlineData("POST", "/bff/signin/iam", "application/json")]
    [InlineData("POST", "/bff/signin/iam", "application/x-www-form-urlencoded")]
    [InlineData("POST", "/bff/signin/iam", "multipart/form-data; boundary=b")]
    [InlineData("PUT", "/api/drafts/create-service?tenant=harbor", "application/json")]
    public async Task Body_whose_chunks_are_broken_is_a_bad_request(string method, string path, string type)
    {
        path = path.Replace("/bcs/{harbor}/", $"/bcs/{stack.Browser.Tenant}/v2/{stack.Browser.ProjectId}/", StringComparison.Ordinal);
        foreach (var chunks in (string[])["zz\r\n{}\r\n0\r\n\r\n", "2\r\n{}no end", "-1\r\n{}\r\n0\r\n\r\n", "2;\n{}\r\n0\r\n\r\n", "fffffffffffffffffff\r\n{}"])
        {
            var status = await RawHttp.StatusOfAsync(
                stack.Bff.Url,
                $"{method} {path} HTTP/1.1\r\nHost: {stack.Bff.Url.Authority}\r\nCookie: {Cookie}\r\nX-CSRF: 1\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}");

            Assert.Equal((chunks, 400), (chunks, status));
        }
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=b", "no part")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=x\r\n\r\nno end")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nno header\r\n\r\n--b--\r\n")]
    [InlineData("multipart/form-data", "no boundary")]
    public async Task Form_that_cannot_be_read_is_a_bad_request(string type, string body)
    {
        var status = await RawHttp.StatusOfAsync(
            stack.Bff.Url,
            $"POST {BffRoutes.SignInIam} HTTP/1.1\r\nHost: {stack.Bff.Url.Authority}\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        Assert.Equal(400, status);
    }

    [Fact]
    public async Task Head_answers_as_get_without_a_body_and_the_log_does_not_grow()
    {
        var compared = 0;
        stack.Cloud.Answer = RecordingCloud.Json("{}");
        var sent = stack.Cloud.Calls.Count;
        foreach (var path in stack.Bff.Routes().Where(r => r.Method == "GET" && !r.Path.StartsWith(BffRoutes.Gateway, StringComparison.Ordinal)).Select(r => r.Path)
            .Concat([BffRoutes.HealthLive, BffRoutes.HealthReady, "/openapi/v1.json", "/", "/t/harbor/services", "/api/nothing"]).Distinct())
        {
            var query = path.StartsWith("/api/", StringComparison.Ordinal) ? "?tenant=harbor" : "";
            using var get = await stack.Browser.GetAsync(path + query);
            var entries = (await stack.EntriesAsync()).Count;
            var (status, body) = await HeadAsync(path + query);

            Assert.Equal((path, (int)get.StatusCode, 0), (path, status, body));
            Assert.Equal((path, entries), (path, (await stack.EntriesAsync()).Count));
            compared++;
        }

        Assert.True(compared > 20, $"only {compared}");
        Assert.Equal(sent, stack.Cloud.Calls.Count);
    }

    [Theory]
    [InlineData("quotas", "GET")]
    [InlineData("blockchains", "GET, POST")]
    [InlineData("blockchains/7e8a4a3c-9d0f-4c55-8c1a-1f2b3c4d5e6f", "DELETE, GET, PUT")]
    [InlineData("blockchains/7e8a4a3c-9d0f-4c55-8c1a-1f2b3c4d5e6f/cert?org_name=organization&cert_type=admin", "GET")]
    [InlineData("nothing", "")]
    public async Task Head_never_goes_to_the_cloud_and_is_told_what_does(string path, string allowed)
    {
        var (sent, entries) = (stack.Cloud.Calls.Count, (await stack.EntriesAsync()).Count);

        using var answer = await stack.Browser.SendAsync(HttpMethod.Head, stack.Browser.Bcs(path));

        Assert.Equal((allowed == "" ? HttpStatusCode.NotFound : HttpStatusCode.MethodNotAllowed, allowed), (answer.StatusCode, string.Join(", ", answer.Content.Headers.Allow)));
        Assert.Equal((sent, entries), (stack.Cloud.Calls.Count, (await stack.EntriesAsync()).Count));
    }

    /// <summary>Status, and how many bytes came after the head.</summary>
    private async Task<(int Status, int Body)> HeadAsync(string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(stack.Bff.Url.Host, stack.Bff.Url.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HEAD {path} HTTP/1.1\r\nHost: {stack.Bff.Url.Authority}\r\nCookie: {Cookie}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var text = await reader.ReadToEndAsync();
        return (int.Parse(text.Split(' ', 3)[1], System.Globalization.CultureInfo.InvariantCulture), text.Length - text.IndexOf("\r\n\r\n", StringComparison.Ordinal) - 4);
    }
}
