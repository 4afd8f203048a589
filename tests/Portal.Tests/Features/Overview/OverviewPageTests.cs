using Bcs.Api.Catalogue;
using Bcs.Api.Services;

using Bunit;

using Microsoft.Extensions.DependencyInjection;

using Portal.Contracts;
using Portal.Contracts.Forms;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Design;
using Portal.Features.Overview;
using Portal.Model.Services;
using Portal.Model.Services.Health;
using Portal.Resources;
using Portal.Shell;

namespace Portal.Tests.Features.Overview;

public sealed class OverviewPageTests : IDisposable
{
    private readonly Source _source = new();
    private readonly PortalContext _portal;

    public OverviewPageTests() => _portal = new(
        s => s.AddSingleton<IAttentionSource>(_source),
        BcsOperations.ListServices.Action, BcsOperations.ListOperationRecords.Action, BcsOperations.CreateService.Action);

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Figures_add_up_over_all_services_and_lead_to_their_lists()
    {
        Answer([Some.Service(), Some.Service("service-2", "customs", process: "IsCreating")], [Recent(1, OperationStatuses.Processing, "op-1")]);

        var page = await OpenAsync();

        Assert.Equal(("2", "/t/harbor/services"), Figure(page, "services"));
        Assert.Equal(("2 / 4", "/t/harbor/services?sort=-peers"), Figure(page, "peers"));
        Assert.Equal(("0", "/t/harbor/services?sort=-channels"), Figure(page, "channels"));
        Assert.Equal(("1", "/t/harbor/operations?status=checking%2Cwaiting%2Cprocessing"), Figure(page, "running"));
        Assert.Contains("/t/harbor/services?status=svc.creating", page.FindAll(".figure-more a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task What_is_pushed_changes_the_figures_without_asking_again()
    {
        Answer([Some.Service()], [Recent(1, OperationStatuses.Processing, "op-1")]);
        var page = await OpenAsync();
        var asked = _portal.Bff.Asked.Count;

        await _portal.Feed.PublishAsync(Recent(2, OperationStatuses.Finished, "op-1"));
        await _portal.Feed.PublishAsync(Some.Service("service-2", "customs"));
        await _portal.Feed.PublishAsync(Some.Service("service-3", "foreign") with { Tenant = "meridian" });

        page.WaitForAssertion(() => Assert.Equal("0", Figure(page, "running").Text));
        page.WaitForAssertion(() => Assert.Equal("2", Figure(page, "services").Text));
        Assert.Equal(asked, _portal.Bff.Asked.Count);
    }

    [Fact]
    public async Task What_waits_comes_first_and_can_be_put_off()
    {
        Answer([Some.Service(status: "Abnormal")], [Recent(3, OperationStatuses.Failed, "op-9")]);
        var page = await OpenAsync();
        Assert.Equal(2, page.FindAll("[data-testid=attention] li").Count);

        await page.FindAll("[data-testid=attention] li button")[0].ClickAsync();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=attention] li")));
        var (request, body) = _portal.Bff.Requests.Single(r => r.Request.Method == HttpMethod.Put);
        Assert.Equal("/api/drafts/attention?tenant=harbor", request.RequestUri!.PathAndQuery);
        Assert.Contains("s/service-1/health.peersDown", body, StringComparison.Ordinal);
        await page.Find("[data-testid=show-later]").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=attention] li").Count));
    }

    [Fact]
    public async Task What_was_put_off_stays_away_for_its_day()
    {
        var now = TimeProvider.System.GetUtcNow();
        Answer([Healthy(status: "Abnormal"), Healthy("service-2", "customs", "Abnormal")], []);
        var later = $"{now.AddHours(3).ToUnixTimeSeconds()} s/service-1/svc.abnormal/\n{now.AddMinutes(-1).ToUnixTimeSeconds()} s/service-2/svc.abnormal/";
        _portal.Bff.Answer("GET /api/drafts/attention", new DraftDto(new Dictionary<string, string> { ["later"] = later }, now));

        var page = await OpenAsync();

        Assert.Equal(["s/service-2/svc.abnormal/"], Keys(page));
    }

    [Fact]
    public async Task Sources_add_what_waits_the_worst_first_and_keep_it_when_they_cannot_be_read()
    {
        Answer([Some.Service(status: "Freeze")], []);
        _source.Items = [Item("a", StatusKind.Unknown), Item("b", StatusKind.Bad)];
        var page = await OpenAsync();
        page.WaitForAssertion(() => Assert.Equal(["b", "s/service-1/svc.frozen/", "a"], Keys(page)));

        _source.Items = null;
        _source.Changed!();
        await page.FindComponent<WhileLooked>().Instance.LookAsync();
        page.WaitForAssertion(() => Assert.Equal(3, _source.Asked));
        Assert.Equal(3, Keys(page).Count());

        _source.Items = [];
        _source.Changed!();
        page.WaitForAssertion(() => Assert.Equal(["s/service-1/svc.frozen/"], Keys(page)));

        static Attention Item(string key, StatusKind kind) => new(key, new(kind, key), key, "/", "reason", "step", "/step");
    }

    [Fact]
    public async Task A_source_that_the_person_may_not_read_is_not_asked()
    {
        (_source.Allowed, _source.Items) = (false, [new("a", new(StatusKind.Bad, "a"), "a", "/", "reason", "step", "/step")]);
        Answer([Healthy()], []);

        var page = await OpenAsync();

        Assert.Empty(Keys(page));
        Assert.Equal(0, _source.Asked);
    }

    [Fact]
    public async Task A_failure_that_was_made_good_no_longer_waits()
    {
        var failed = Recent(3, OperationStatuses.Failed, "op-1");
        Answer([Healthy()], [failed, Recent(2, OperationStatuses.Finished, "op-2") with { StartedAt = failed.StartedAt.AddMinutes(5), AuditId = "a-2" }]);

        var page = await OpenAsync();

        Assert.Empty(page.FindAll("[data-testid=attention] li"));
        Assert.NotEmpty(page.FindAll("[data-testid=attention] .calm-line"));
    }

    [Fact]
    public void A_failure_of_long_ago_no_longer_waits_and_an_operation_without_an_end_does()
    {
        OperationDto[] operations =
        [
            Some.Operation(2, OperationStatuses.Failed, "op-1"), Some.Operation(1, OperationStatuses.Processing, "op-2", "a-2"),
            Some.Operation(1, OperationStatuses.Failed, "before-the-portal", auditId: null) with { IsHistory = true },
        ];
        var state = new OverviewState(() => ServicesState.Unread, () => operations, s => ServiceHealth.Of(s, null));
        var own = new OwnAttention(state, new TenantDto(PortalContext.Tenant, "Harbor Logistics", "project-1", [], []), new TryAgain([]), new Texts());

        Assert.Equal(["o/op-1/failed"], Keys(TimeSpan.FromMinutes(45)));
        Assert.Equal(["o/op-1/failed", "o/op-2/processing"], Keys(TimeSpan.FromMinutes(46)));
        Assert.Equal(["o/op-2/processing"], Keys(TimeSpan.FromDays(7)));

        IEnumerable<string> Keys(TimeSpan later) => own.Items(Some.Start + later).Select(i => i.Key).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Without_services_the_page_leads_to_creating_one()
    {
        Answer([], []);

        var page = await OpenAsync();

        Assert.Equal("/t/harbor/services/new", page.Find(".empty a").GetAttribute("href"));
    }

    private static IEnumerable<string?> Keys(IRenderedComponent<OverviewPage> page) =>
        page.FindAll("[data-testid=attention] li").Select(l => l.GetAttribute("data-key"));

    private static OperationDto Recent(long version, string status, string id) =>
        Some.Operation(version, status, id) with { StartedAt = TimeProvider.System.GetUtcNow().AddMinutes(-9), EndedAt = OperationStatuses.IsOpen(status) ? null : TimeProvider.System.GetUtcNow().AddMinutes(-8) };

    private static ServiceDto Healthy(string id = "service-1", string name = "cold-chain", string status = "Normal")
    {
        var service = Some.Service(id, name, status: status);
        return service with { Detail = service.Detail! with { PeerInfo = [new PeerInfo { Name = "organization", NodeCnt = 2, Status = "Normal", StatusDetail = "2/2" }] } };
    }

    private static (string Text, string? Link) Figure(IRenderedComponent<OverviewPage> page, string name)
    {
        var figure = page.Find($"[data-testid=figure-{name}]");
        return (figure.TextContent, figure.GetAttribute("href"));
    }

    private void Answer(ServiceDto[] services, OperationDto[] operations)
    {
        _portal.Bff.Answer("GET /api/services", new ServicePage(services, null, Some.Start, null));
        _portal.Bff.Answer("GET /api/operations", new Page<OperationDto>(operations, null));
    }

    private async Task<IRenderedComponent<OverviewPage>> OpenAsync()
    {
        var page = await _portal.PageAsync<OverviewPage>(p => p.Add(x => x.TenantId, PortalContext.Tenant));
        page.WaitForState(() => page.FindAll(".figures").Count == 1);
        return page;
    }

    private sealed class Source : IAttentionSource, IDisposable
    {
        public bool Allowed { get; set; } = true;

        public IReadOnlyList<Attention>? Items { get; set; } = [];

        public int Asked { get; private set; }

        public Action? Changed { get; private set; }

        public bool Applies(TenantDto tenant) => Allowed;

        public Task<IReadOnlyList<Attention>?> ReadAsync(TenantDto tenant, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(Items);
        }

        public IDisposable? Watch(TenantDto tenant, Action changed)
        {
            Changed = changed;
            return this;
        }

        public void Dispose() => Changed = null;
    }
}
