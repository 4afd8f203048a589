using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

using Bcs.Api.Catalogue;

using Portal.Bff.Audit;
using Portal.Bff.Features.Forms;
using Portal.Bff.Tests.Audit;
using Portal.Bff.Tests.Operations;
using Portal.Contracts;
using Portal.Contracts.Audit;
using Portal.Contracts.Forms;
using Portal.Testing;

namespace Portal.Bff.Tests.Forms;

[Collection(PostgresCollection.Name)]
public sealed class FormTests(PostgresFixture postgres)
{
    private const string Draft = "/api/drafts/create-service?tenant=harbor";
    private const string Templates = "/api/templates/create-service";

    private readonly People _people = new();
    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Draft_is_kept_without_secrets_until_it_is_deleted(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var cloud = await CloudStub.StartAsync("harbor");
        await using var host = await StartAsync(database, cloud);
        using var http = host.Browser("s-olivia");
        Assert.Equal((0, null), await DraftAsync(http));

        await SaveAsync(http, new() { ["name"] = "cold", ["password"] = "Typed-1!", ["passwordAgain"] = "Typed-1!", ["couchPassword"] = "x", ["nodePassword"] = "y" });
        await SaveAsync(http, new() { ["name"] = "cold-chain", ["org.1.name"] = "customs", ["password"] = "Typed-1!" });
        var kept = (await http.GetFromJsonAsync<DraftDto>(Draft))!;
        Assert.Equal(["name=cold-chain", "org.1.name=customs"], kept.Values.Select(v => $"{v.Key}={v.Value}").Order());
        Assert.Equal(_time.GetUtcNow(), kept.SavedAt);
        Assert.DoesNotContain("Typed-1!", JsonSerializer.Serialize(kept), StringComparison.Ordinal);

        using var deleted = await http.DeleteAsync(new Uri(Draft, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal((0, null), await DraftAsync(http));
    }

    [Fact]
    public async Task Draft_belongs_to_one_person_one_tenant_and_one_occasion()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync("harbor");
        await using var host = await StartAsync(database, cloud);
        using var olivia = host.Browser("s-olivia");
        using var peter = host.Browser("s-peter");

        await SaveAsync(olivia, new() { ["name"] = "mine" });

        Assert.Equal((0, null), await DraftAsync(peter));
        Assert.Empty((await olivia.GetFromJsonAsync<DraftDto>("/api/drafts/create-service?tenant=meridian"))!.Values);
        Assert.Empty((await olivia.GetFromJsonAsync<DraftDto>("/api/drafts/attention?tenant=harbor"))!.Values);
        Assert.Empty((await olivia.GetFromJsonAsync<DraftDto>("/api/drafts/create-service:invitation-1?tenant=harbor"))!.Values);
        Assert.Equal(1, (await DraftAsync(olivia)).Count);
    }

    [Fact]
    public async Task Draft_that_nobody_touched_for_a_month_is_gone()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync("harbor");
        await using var host = await StartAsync(database, cloud);
        using var http = host.Browser("s-olivia");
        await SaveAsync(http, new() { ["name"] = "old" });

        _time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(1, (await DraftAsync(http)).Count);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await DraftAsync(http)).Count);
    }

    [Fact]
    public async Task Two_pages_that_begin_a_draft_at_once_both_succeed()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync("harbor");
        await using var host = await StartAsync(database, cloud);
        using var http = host.Browser("s-olivia");

        await Together.AllAsync(Enumerable.Range(0, 8).Select(i => SaveAsync(http, new() { ["name"] = $"page-{i}" })));

        Assert.Equal(1, (await DraftAsync(http)).Count);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Of_more_drafts_than_a_person_may_have_the_oldest_goes(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var cloud = await CloudStub.StartAsync("harbor");
        await using var host = await StartAsync(database, cloud);
        using var olivia = host.Browser("s-olivia");
        using var peter = host.Browser("s-peter");
        await SaveAsync(peter, new() { ["name"] = "his" });

        for (var i = 0; i <= DraftStore.Most; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await SaveAsync(olivia, new() { ["name"] = $"draft-{i}" }, $"create-service:n{i}");
        }

        Assert.Empty((await olivia.GetFromJsonAsync<DraftDto>("/api/drafts/create-service:n0?tenant=harbor"))!.Values);
        Assert.Single((await olivia.GetFromJsonAsync<DraftDto>("/api/drafts/create-service:n1?tenant=harbor"))!.Values);
        Assert.Single((await olivia.GetFromJsonAsync<DraftDto>($"/api/drafts/create-service:n{DraftStore.Most}?tenant=harbor"))!.Values);
        Assert.Equal(1, (await DraftAsync(peter)).Count);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Two_people_who_save_a_template_of_one_name_at_once_both_succeed(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var cloud = await CloudStub.StartAsync("harbor");
        await using var host = await StartAsync(database, cloud);
        using var olivia = host.Browser("s-olivia");
        using var peter = host.Browser("s-peter");

        await Together.AllAsync(Enumerable.Range(0, 12).Select(i => SaveTemplateAsync(i % 2 == 0 ? olivia : peter, "Same", new { name = $"v{i}" })));

        Assert.Single((await olivia.GetFromJsonAsync<Page<TemplateDto>>($"{Templates}?tenant=harbor"))!.Items);
    }

    [Theory]
    [InlineData("/api/drafts/no-such-form?tenant=harbor", HttpStatusCode.NotFound)]
    [InlineData("/api/drafts/create-service:a%2Fb?tenant=harbor", HttpStatusCode.NotFound)]
    [InlineData("/api/drafts/create-service?tenant=nobody", HttpStatusCode.NotFound)]
    public async Task Draft_of_an_unknown_form_or_tenant_is_refused(string address, HttpStatusCode status)
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync("harbor");
        await using var host = await StartAsync(database, cloud);
        using var http = host.Browser("s-olivia");

        using var answer = await http.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Form_that_is_too_large_is_refused()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync("harbor");
        await using var host = await StartAsync(database, cloud);
        using var http = host.Browser("s-olivia");
        var much = new string('x', 64 * 1024);

        using var draft = await http.PutAsJsonAsync(Draft, new SaveDraftRequest(new Dictionary<string, string> { ["name"] = much }));
        using var template = await http.PutAsJsonAsync($"{Templates}/big?tenant=harbor", new { request = new { name = much } });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, draft.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, template.StatusCode);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Template_is_shared_within_its_tenant_without_secrets_and_audited(string provider)
    {
        await using var database = await AuditDatabase.CreateAsync(provider, postgres);
        await using var cloud = await CloudStub.StartAsync("harbor");
        await using var host = await StartAsync(database, cloud);
        using var olivia = host.Browser("s-olivia");
        using var peter = host.Browser("s-peter");

        await SaveTemplateAsync(olivia, "Three orderers", new { name = "a", resource_password = "Typed-1!", couchdb_info = new { user_name = "u", password = "Typed-1!" } });
        await SaveTemplateAsync(peter, "Three orderers", new { name = "b", orderer_node_number = 3, resource_password = "Typed-1!" });
        await SaveTemplateAsync(peter, "冷链", new { name = "c" });

        var items = (await olivia.GetFromJsonAsync<Page<TemplateDto>>($"{Templates}?tenant=harbor"))!.Items;
        Assert.Equal(["Three orderers", "冷链"], items.Select(t => t.Name).Order(StringComparer.Ordinal));
        var shared = items.Single(t => t.Name == "Three orderers");
        Assert.Equal(("{\"name\":\"b\",\"orderer_node_number\":3}", "peter", _time.GetUtcNow()), (shared.Request.GetRawText(), shared.SavedBy, shared.SavedAt));
        Assert.Empty((await olivia.GetFromJsonAsync<Page<TemplateDto>>($"{Templates}?tenant=meridian"))!.Items);

        using var deleted = await olivia.DeleteAsync(new Uri($"{Templates}/Three%20orderers?tenant=harbor", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(["冷链"], (await peter.GetFromJsonAsync<Page<TemplateDto>>($"{Templates}?tenant=harbor"))!.Items.Select(t => t.Name));
        var records = await host.Get<AuditReader>().ListAsync(new AuditQuery { Tenant = "harbor" }, default);
        Assert.Equal(["deleteTemplate", "saveTemplate", "saveTemplate", "saveTemplate"], records.Items.Select(r => r.Operation));
        Assert.All(records.Items, r => Assert.Equal(AuditOutcomes.Succeeded, r.Outcome));
        Assert.DoesNotContain("Typed-1!", JsonSerializer.Serialize(records.Items), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%20", "{\"request\":{}}")]
    [InlineData("a%09b", "{\"request\":{}}")]
    [InlineData("list", "{\"request\":[]}")]
    [InlineData("none", "{}")]
    public async Task Template_without_a_proper_name_or_request_is_refused(string name, string body)
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync("harbor");
        await using var host = await StartAsync(database, cloud);
        using var http = host.Browser("s-olivia");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await http.PutAsync(new Uri($"{Templates}/{name}?tenant=harbor", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Whoever_may_not_send_the_form_keeps_nothing_of_it()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var cloud = await CloudStub.StartAsync("harbor");
        await using var host = await StartAsync(database, cloud);
        using var http = host.Browser("s-reader");

        using var draft = await http.PutAsJsonAsync(Draft, new SaveDraftRequest(new Dictionary<string, string>()));
        using var template = await http.GetAsync(new Uri($"{Templates}?tenant=harbor", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, draft.StatusCode);
        Assert.Equal((HttpStatusCode.Forbidden, BcsOperations.CreateService.Action), (template.StatusCode, (await template.Content.ReadFromJsonAsync<Problem>())!.Action));
    }

    private Task<OperationsHost> StartAsync(AuditDatabase database, CloudStub cloud)
    {
        foreach (var (who, tenants) in new[] { ("olivia", new[] { "harbor", "meridian" }), ("peter", ["harbor"]), ("reader", ["harbor"]) })
        {
            _people.SignIn("s-" + who, who, tenants);
            foreach (var tenant in tenants.Where(_ => who != "reader"))
            {
                _people.Grant(who, tenant, BcsOperations.CreateService.Action, BcsOperations.ListServices.Action);
            }
        }

        return OperationsHost.StartAsync(database, cloud, _time, _people, false, (services, _) => services.AddForms(), app => app.MapForms());
    }

    private static async Task<(int Count, DateTimeOffset? SavedAt)> DraftAsync(HttpClient http)
    {
        var draft = (await http.GetFromJsonAsync<DraftDto>(Draft))!;
        return (draft.Values.Count, draft.SavedAt);
    }

    private static async Task SaveAsync(HttpClient http, Dictionary<string, string> values, string form = FormNames.CreateService)
    {
        using var answer = await http.PutAsJsonAsync($"/api/drafts/{form}?tenant=harbor", new SaveDraftRequest(values));
        answer.EnsureSuccessStatusCode();
    }

    private static async Task SaveTemplateAsync(HttpClient http, string name, object request)
    {
        using var answer = await http.PutAsJsonAsync($"{Templates}/{Uri.EscapeDataString(name)}?tenant=harbor", new { request });
        answer.EnsureSuccessStatusCode();
    }
}
