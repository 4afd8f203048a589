using System.Net;
using System.Security.Cryptography;

using Portal.Bff.Tests.Hosting;
using Portal.Bff.Tests.Proxy;
using Portal.Contracts.Certificates;
using Portal.Testing;

namespace Portal.Bff.Tests.Certificates;

/// <summary>Answers that hold no certificate the portal could read.</summary>
public sealed class UnreadableFileTests(RecordingStack stack) : IClassFixture<RecordingStack>
{
    [Theory]
    [InlineData("unread1", 300)]
    [InlineData("unread2", 2_000_000)]
    public async Task A_file_that_cannot_be_read_streams_unharmed_and_is_listed_without_an_end(string user, int bytes)
    {
        var content = RandomNumberGenerator.GetBytes(bytes);
        stack.Cloud.Answer = RecordingCloud.File(content, "bundle.zip");

        using var answer = await GenerateAsync(user);

        Assert.Equal(content, await answer.Content.ReadAsByteArrayAsync());
        var listed = await Eventually.GetAsync(async () => (await CertificateStack.ListAsync(stack.Browser)).SingleOrDefault(c => c.User == user), "it is listed");
        Assert.Equal((null, null, null), (listed!.NotAfter, listed.Serial, listed.Subject));
        Assert.Equal((CertificateStates.Active, bytes, Convert.ToHexStringLower(SHA256.HashData(content))), (listed.State, listed.Bytes, listed.Sha256));
    }

    [Theory]
    [InlineData("page1", "<html>Sign in</html>", "text/html")]
    [InlineData("json1", "{\"result\":\"success\"}", "application/json")]
    [InlineData("none1", "", "application/zip")]
    public async Task What_is_no_file_is_not_listed(string user, string body, string type)
    {
        stack.Cloud.Answer = RecordingCloud.File(System.Text.Encoding.UTF8.GetBytes(body), "x.zip", type);
        using var answer = await GenerateAsync(user);
        stack.Cloud.Answer = RecordingCloud.File(RandomNumberGenerator.GetBytes(10), "after.zip");
        using var after = await GenerateAsync("after" + user);

        await Eventually.TrueAsync(async () => (await CertificateStack.ListAsync(stack.Browser)).Any(c => c.User == "after" + user), "the next one is listed");
        Assert.DoesNotContain(await CertificateStack.ListAsync(stack.Browser), c => c.User == user);
    }

    [Fact]
    public async Task A_file_that_breaks_off_is_not_listed()
    {
        stack.Cloud.Answer = async context =>
        {
            context.Response.ContentType = "application/zip";
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync(new byte[500]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        };
        try
        {
            // Whether the half of it is on its way already when it breaks off is a matter of moments.
            using var broken = await GenerateAsync("broken1");
            Assert.Equal(HttpStatusCode.GatewayTimeout, broken.StatusCode);
        }
        catch (HttpRequestException)
        {
            // It broke off for the caller as well.
        }

        stack.Cloud.Answer = RecordingCloud.File(RandomNumberGenerator.GetBytes(10), "after.zip");
        using var after = await GenerateAsync("afterbroken");

        await Eventually.TrueAsync(async () => (await CertificateStack.ListAsync(stack.Browser)).Any(c => c.User == "afterbroken"), "the next one is listed");
        Assert.DoesNotContain(await CertificateStack.ListAsync(stack.Browser), c => c.User == "broken1");
    }

    private Task<HttpResponseMessage> GenerateAsync(string user) => stack.Browser.SendAsync(
        HttpMethod.Post, stack.Browser.Bcs($"blockchains/{OperationSamples.BlockchainId}/orgs/organization/usercert/{user}"), new { security_mode = false });
}
