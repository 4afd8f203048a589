using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Operations;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Data;
using Portal.Bff.Tests.Hosting;
using Portal.Contracts.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.Proxy;

/// <summary>Some cells of the table of outcomes, over HTTP: gateway, jobs and emulator as they run.</summary>
public sealed class LostCallTests(SqliteStack stack) : IClassFixture<SqliteStack>
{
    [Fact]
    public async Task Channel_whose_answer_was_lost_succeeded_by_state_and_a_strangers_channel_proves_nothing()
    {
        await stack.Sandbox.ResetAsync();
        using var browser = await stack.Bff.SignInAsync("harbor", "admin");
        var (made, found) = (await ServiceAsync(browser, "lost-after"), await ServiceAsync(browser, "lost-before"));
        await stack.Sandbox.AdvanceAsync(TimeSpan.FromSeconds(300));

        await stack.Sandbox.FaultsAsync(new { operation = "createChannels", dropAfter = true, count = 1 }, new { operation = "createChannels", dropBefore = true, count = 1 });
        using var after = await SendAsync(browser, made);
        using var before = await SendAsync(browser, found);
        await stack.Sandbox.FaultsAsync();
        Assert.Equal((HttpStatusCode.GatewayTimeout, HttpStatusCode.GatewayTimeout), (after.StatusCode, before.StatusCode));
        await StrangerAsync(found);
        await stack.Sandbox.AdvanceAsync(TimeSpan.FromSeconds(200));

        var settled = await Eventually.GetAsync(
            async () => await RecordAsync(browser, after) is { Outcome: not AuditOutcomes.Pending } record ? record : null, "the outcome is recorded", TimeSpan.FromMinutes(2));
        Assert.Equal((AuditOutcomes.Succeeded, AuditEvidence.ByState, true), (settled.Outcome, settled.Evidence, settled.OperationId is not null));
        Assert.Equal("absent", settled.Request!.Value.GetProperty("$before").GetProperty("things")[0].GetProperty("was").GetString());

        // By then, and after another look at its service, nothing is claimed of the other.
        var last = await stack.Sandbox.LastCallAsync();
        await Eventually.TrueAsync(
            async () => (await stack.Sandbox.CallsAsync(last)).Any(c => c.Operation == "queryChannelInformation" && c.Path.Contains(found, StringComparison.Ordinal)),
            "the lost channel is looked for", TimeSpan.FromMinutes(2));
        var open = await RecordAsync(browser, before);
        Assert.Equal((AuditOutcomes.Pending, null), (open.Outcome, open.OperationId));
    }

    [Theory]
    [InlineData("malformedJson", 0, TrackedOperation.Unintelligible)]
    [InlineData("html", 200, TrackedOperation.Unintelligible)]
    [InlineData("html", 502, null)]
    [InlineData("dropAfter", 0, null)]
    public async Task Success_that_was_answered_is_remembered_whatever_became_of_its_body(string fault, int status, string? answer)
    {
        await stack.Sandbox.ResetAsync();
        using var browser = await stack.Bff.SignInAsync("harbor", "admin");
        await stack.Sandbox.FaultsAsync(new JsonObject { ["operation"] = "createBcsService", [fault] = true, ["status"] = status == 0 ? null : status });

        using var lost = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService("answered"));

        await stack.Sandbox.FaultsAsync();
        Assert.Equal(HttpStatusCode.GatewayTimeout, lost.StatusCode);
        await using var db = await stack.Bff.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        Assert.Equal(answer, (await db.Set<TrackedOperation>().SingleAsync(o => o.Id == "chk-" + lost.AuditId())).Answer);
    }

    private static async Task<string> ServiceAsync(PortalBrowser browser, string name)
    {
        using var made = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService(name));
        return (await made.JsonAsync()).GetProperty("blockchain_id").GetString()!;
    }

    private static Task<HttpResponseMessage> SendAsync(PortalBrowser browser, string service) =>
        browser.SendAsync(HttpMethod.Post, browser.Bcs($"blockchains/{service}/channels"), Channel("orders"));

    private async Task StrangerAsync(string service)
    {
        var (token, project) = await stack.Sandbox.TokenAsync("harbor", "admin");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v2/{project}/blockchains/{service}/channels") { Content = JsonContent.Create(Channel("claims")) };
        request.Headers.Add("X-Auth-Token", token);
        using var answer = await stack.Sandbox.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static JsonObject Channel(string name) => new() { ["channels"] = new JsonArray(new JsonObject { ["channel_name"] = name }) };

    private static async Task<AuditRecordDto> RecordAsync(PortalBrowser browser, HttpResponseMessage answer)
    {
        using var record = await browser.GetAsync($"/api/audit/{answer.AuditId()}?tenant={browser.Tenant}");
        return (await record.JsonAsync()).Deserialize<AuditRecordDto>(JsonSerializerOptions.Web)!;
    }
}
