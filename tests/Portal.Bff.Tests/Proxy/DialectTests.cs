using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

using Portal.Bff.Tests.Hosting;
using Portal.Contracts.Audit;
using Portal.Contracts.Operations;
using Portal.Testing;

namespace Portal.Bff.Tests.Proxy;

/// <summary>The main job through the gateway, whichever of its documented forms the cloud answers in.</summary>
public sealed class DialectTests(SqliteStack stack) : IClassFixture<SqliteStack>
{
    [Theory]
    [InlineData("live")]
    [InlineData("reference")]
    public async Task Walk_from_create_to_delete_ends_the_same_in_each_form(string dialect)
    {
        await stack.Sandbox.ResetAsync();
        await stack.Sandbox.SetSpeedAsync(60);
        await stack.Sandbox.DialectAsync(dialect);
        using var browser = await stack.Bff.SignInAsync("harbor", "admin");
        var name = "walk-" + dialect;

        using var created = await browser.SendAsync(HttpMethod.Post, browser.Bcs("blockchains"), PortalBrowser.NewService(name));
        await FinishedAsync(browser, created, "createBcsService");
        var service = (await ServicesAsync(browser)).Single(s => s.GetProperty("name").GetString() == name).GetProperty("id").GetString()!;
        var detail = await (await browser.GetAsync(browser.Bcs("blockchains/" + service))).JsonAsync();
        Assert.Equal("Normal", detail.GetProperty("basic_info").GetProperty("status").GetString());

        var channels = new JsonObject { ["channels"] = new JsonArray(new JsonObject { ["channel_name"] = "orders" }) };
        using var added = await browser.SendAsync(HttpMethod.Post, browser.Bcs($"blockchains/{service}/channels"), channels);
        await FinishedAsync(browser, added, "createChannels");
        var listed = await (await browser.GetAsync(browser.Bcs($"blockchains/{service}/channels"))).JsonAsync();
        Assert.Contains(listed.GetProperty("channels").EnumerateArray(), c => c.GetProperty("name").GetString() == "orders");

        using var deleted = await browser.SendAsync(HttpMethod.Delete, browser.Bcs($"blockchains/{service}?is_delete_storage=true"));
        await FinishedAsync(browser, deleted, "deleteBcsService");
        Assert.DoesNotContain(await ServicesAsync(browser), s => s.GetProperty("name").GetString() == name);
    }

    private static async Task<IReadOnlyList<JsonElement>> ServicesAsync(PortalBrowser browser) =>
        [.. (await (await browser.GetAsync(browser.Bcs("blockchains"))).JsonAsync()).GetProperty("blockchains").EnumerateArray()];

    // Whatever the answer held: the audit record names an operation, and that ends well.
    private static async Task FinishedAsync(PortalBrowser browser, HttpResponseMessage answer, string call)
    {
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{call}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        var operation = await Eventually.GetAsync(
            async () =>
            {
                var page = await (await browser.GetAsync("/api/operations?tenant=harbor&limit=50")).JsonAsync();
                return page.GetProperty("items").EnumerateArray().Select(o => o.Deserialize<OperationDto>(JsonSerializerOptions.Web)!)
                    .SingleOrDefault(o => o.AuditId == answer.AuditId() && o.Status == OperationStatuses.Finished);
            },
            $"{call} is finished", TimeSpan.FromMinutes(2));
        Assert.Equal((call, "admin"), (operation.Operation, operation.RequestedBy));
        await Eventually.TrueAsync(
            async () => (await (await browser.GetAsync($"/api/audit/{answer.AuditId()}?tenant=harbor")).JsonAsync()).Deserialize<AuditRecordDto>(JsonSerializerOptions.Web)
                is { Outcome: AuditOutcomes.Succeeded },
            $"the outcome of {call} is recorded");
    }
}
