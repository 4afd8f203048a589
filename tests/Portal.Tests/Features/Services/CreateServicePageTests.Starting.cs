using System.Net;
using System.Text.Json;

using Bcs.Api.Catalogue;

using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

using Portal.Contracts;
using Portal.Contracts.Forms;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Features.Services;

namespace Portal.Tests.Features.Services;

/// <summary>What the form starts from, a draft, a request as JSON, a template or a service, and how its own draft is kept.</summary>
public sealed partial class CreateServicePageTests
{
    [Fact]
    public async Task What_is_typed_is_kept_on_the_server_without_secrets()
    {
        _portal.Bff.Answer("PUT /api/drafts/create-service", new DraftDto(new Dictionary<string, string>(), Some.Start));
        var page = await OpenAsync();

        await page.TypeAsync("#f-name", "cold-chain");
        await page.TypeAsync("#f-password", Password);

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-testid=draft-state]").GetAttribute("data-saved")), TimeSpan.FromSeconds(10));
        var kept = _portal.Bff.Requests.Last(r => r.Request.Method == HttpMethod.Put).Body;
        Assert.Contains("\"name\":\"cold-chain\"", kept, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_comes_back_and_asks_for_the_secrets()
    {
        _portal.Bff.Answer("GET /api/drafts/create-service", new DraftDto(new Dictionary<string, string> { ["name"] = "half-done", ["org.5.name"] = "carriers", ["org.5.peers"] = "1" }, Some.Start));

        var page = await OpenAsync();

        Assert.Equal("half-done", page.Find("#f-name").GetAttribute("value"));
        Assert.NotNull(page.Find("[data-testid=create-prefilled]"));
        Assert.NotNull(page.Find("[data-error-for=f-password]"));
        To(page, CreateStep.Organizations);
        Assert.Equal("carriers", page.Find("#f-org-5-name").GetAttribute("value"));
    }

    [Fact]
    public async Task A_sent_form_leaves_no_draft()
    {
        _portal.Bff.Answer(Create, new { blockchain_id = "service-1", blockchain_name = "cold-chain", operation_id = "BCSSVC01-99-1" });
        var page = await OpenAsync();
        await FillAsync(page);

        await page.Find("form.create").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("DELETE /api/drafts/create-service", _portal.Bff.Asked));
        var deleted = _portal.Bff.Asked.LastIndexOf("DELETE /api/drafts/create-service");
        Assert.DoesNotContain("PUT /api/drafts/create-service", _portal.Bff.Asked.Skip(deleted));
    }

    [Fact]
    public async Task Json_that_cannot_be_read_says_where_and_changes_nothing()
    {
        var page = await OpenAsync();
        await page.TypeAsync("#f-name", "cold-chain");
        await page.Find("[data-testid=json]").ClickAsync();

        await page.TypeAsync("#json-text", "{\n  \"name\": \"x\",\n  oops\n}");
        await page.Find("[data-testid=json-dialog] form").SubmitAsync();

        Assert.Contains("line 3", page.Find("#json-problem").TextContent, StringComparison.Ordinal);
        Assert.Equal("cold-chain", page.Find("#f-name").GetAttribute("value"));
    }

    [Fact]
    public async Task Json_fills_the_form_and_names_what_it_does_not_know()
    {
        var page = await OpenAsync();
        await page.Find("[data-testid=json]").ClickAsync();

        await page.TypeAsync("#json-text", """{ "name": "from-json", "version_type": "2", "resource_password": "Abcdef12", "colour": "red", "cce_cluster_info": { "cluster_id": "c-1", "shape": 1 } }""");
        await page.Find("[data-testid=json-dialog] form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("from-json", page.Find("#f-name").GetAttribute("value")));
        Assert.Contains("cce_cluster_info.shape, colour", page.Find("[data-testid=create-prefilled]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=json-dialog] form"));
        Assert.DoesNotContain(Password, page.Markup, StringComparison.Ordinal);
        To(page, CreateStep.Cluster);
        Assert.Equal("c-1", page.Find("#f-clusterId").GetAttribute("value"));
    }

    [Fact]
    public async Task A_template_is_saved_without_secrets_and_started_from()
    {
        _portal.Bff.Answer("GET /api/templates/create-service", new Page<TemplateDto>([new("Three peers", JsonSerializer.SerializeToElement(new { name = "from-template", org_disk_size = 300 }), "olivia", Some.Start)], null));
        _portal.Bff.Answer("PUT /api/templates/create-service/Mine", new TemplateDto("Mine", JsonSerializer.SerializeToElement(new { }), "operator", Some.Start));
        var page = await OpenAsync();
        await page.TypeAsync("#f-password", Password);
        await page.Find("[data-testid=templates]").ClickAsync();

        await page.TypeAsync("#template-name", "Mine");
        await page.Find("[data-testid=templates-dialog] form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("PUT /api/templates/create-service/Mine", _portal.Bff.Asked));
        var saved = _portal.Bff.Requests.Last(r => r.Request.RequestUri!.AbsolutePath.EndsWith("/Mine", StringComparison.Ordinal)).Body;
        Assert.Contains("\"request\":{", saved, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, saved, StringComparison.Ordinal);

        // What was typed is not replaced without asking.
        await page.Find("[data-testid=use-template]").ClickAsync();
        Assert.NotEqual("from-template", page.Find("#f-name").GetAttribute("value"));
        await page.Find("[data-testid=replace-yes]").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("from-template", page.Find("#f-name").GetAttribute("value")));
        To(page, CreateStep.Cluster);
        Assert.Equal("300", page.Find("#f-diskSize").GetAttribute("value"));
    }

    [Fact]
    public async Task A_draft_returns_to_the_step_where_it_was_left_and_keeps_the_one_it_is_at()
    {
        _portal.Bff.Answer("GET /api/drafts/create-service", new DraftDto(new Dictionary<string, string> { ["name"] = "half-done", ["step"] = "cluster" }, Some.Start));
        _portal.Bff.Answer("PUT /api/drafts/create-service", new DraftDto(new Dictionary<string, string>(), Some.Start));

        var page = await OpenAsync();

        page.WaitForAssertion(() => Assert.EndsWith("?step=cluster", Address, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("cluster", page.Find("form.create").GetAttribute("data-step")));
        To(page, CreateStep.Organizations);
        page.WaitForAssertion(() => Assert.Contains("\"step\":\"organizations\"", _portal.Bff.Requests.Last(r => r.Request.Method == HttpMethod.Put).Body, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_ready_template_tells_what_it_sets_and_fills_the_form_at_once_while_nothing_is_typed()
    {
        _portal.Bff.Answer("GET /api/templates/create-service", new Page<TemplateDto>([], null));
        var page = await OpenAsync();
        await page.Find("[data-testid=templates]").ClickAsync();

        var ready = page.FindAll("[data-testid=template]")[1];
        Assert.Contains("company-a × 2, company-b × 2, company-c × 2", ready.TextContent, StringComparison.Ordinal);
        await ready.QuerySelector("[data-testid=use-ready]")!.ClickAsync();

        To(page, CreateStep.Organizations);
        Assert.Equal(["company-a", "company-b", "company-c"], page.FindAll("[data-testid=org-row] input[type=text]").Select(i => i.GetAttribute("value")));
    }

    [Theory]
    [InlineData("solo", "1.4", "SOLO")]
    [InlineData("kafka", "1.4", "kafka")]
    [InlineData("etcdraft", "2.2", "etcdraft")]
    [InlineData("sflic", "2.2", "SFLIC")]
    public void A_form_like_a_service_has_the_Fabric_version_that_its_consensus_needs(string told, string fabric, string consensus)
    {
        var service = Some.Service();
        var form = new CreateServiceForm();

        form.Restore(CreateServiceDraft.Of(ServiceAsRequest.Of(service with { Detail = service.Detail! with { BasicInfo = service.Detail.BasicInfo! with { Consensus = told, Version = "3.0.7" } } })));

        Assert.Equal((fabric, consensus), (form.Fields[FieldNames.Fabric], form.Fields[FieldNames.Consensus]));
        Assert.DoesNotContain(FieldNames.Consensus, form.Fields.Errors.Keys);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_ready_template_needs_only_a_name_passwords_and_a_cluster(int index)
    {
        var form = new CreateServiceForm();

        form.Restore(CreateServiceDraft.Of(ReadyTemplate.All[index].Request));

        Assert.Equal([FieldNames.ClusterId, FieldNames.ClusterName, FieldNames.Name, FieldNames.Password], form.Fields.Errors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_form_like_a_service_takes_over_what_is_known_of_it_and_asks_before_it_replaces_a_draft()
    {
        var service = Some.Service();
        _portal.Bff.Answer("GET /api/services/service-1", service with
        {
            Detail = service.Detail! with
            {
                BasicInfo = service.Detail.BasicInfo! with { Consensus = "sflic", VersionType = 2, SignAlgorithm = "SM2", ClusterId = "c-1", ClusterName = "cce-harbor" },
                Channels = [new() { Name = "manifests", OrgNames = ["organization"] }],
            },
        });
        _portal.Bff.Answer("GET /api/drafts/create-service", new DraftDto(new Dictionary<string, string> { ["name"] = "half-done" }, Some.Start));
        var navigation = _portal.Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo(PortalUrls.CreateServiceLike(PortalContext.Tenant, "service-1"));

        var page = await OpenAsync();
        Assert.Equal("half-done", page.Find("#f-name").GetAttribute("value"));
        await page.Find("[data-testid=like-replace]").ClickAsync();

        Assert.DoesNotContain("like=", Address, StringComparison.Ordinal);
        To(page, CreateStep.Review);
        var json = page.Find("[data-testid=request-json]").TextContent;
        Assert.DoesNotContain("half-done", json, StringComparison.Ordinal);
        foreach (var part in (string[])["\"consensus\": \"SFLIC\"", "\"version_type\": 2", "\"sign_algorithm\": \"sm2\"", "\"cluster_id\": \"c-1\"", "\"name\": \"manifests\""])
        {
            Assert.Contains(part, json, StringComparison.Ordinal);
        }
    }
}
