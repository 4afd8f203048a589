using System.Globalization;

using Microsoft.Extensions.DependencyInjection;

using Portal.Access;
using Portal.Contracts.Certificates;
using Portal.Design;
using Portal.Features.Certificates;
using Portal.Model.Certificates;
using Portal.Shell;

namespace Portal.Tests.Features.Certificates;

public sealed class CertificateRulesOfTimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-0.001, "expired")]
    [InlineData(0, "expired")]
    [InlineData(0.001, "7")]
    [InlineData(7, "7")]
    [InlineData(7.001, "30")]
    [InlineData(30, "30")]
    [InlineData(30.001, "90")]
    [InlineData(90, "90")]
    [InlineData(90.001, "later")]
    public void Stage_follows_from_the_days_that_are_left(double days, string stage) => Assert.Equal(stage, CertificateStages.Of(Now.AddDays(days), Now));

    [Fact]
    public void What_cannot_be_read_is_in_a_stage_of_its_own() => Assert.Equal("unknown", CertificateStages.Of(null, Now));

    [Fact]
    public void Time_axis_shows_twelve_months_and_then_years()
    {
        var calendar = new CertificateCalendarDto(Now, 9, [], [new("2026-09", 1), new("2026-11", 2), new("2027-02", 1), new("2027-10", 3), new("2027-11", 1), new("2036-01", 4), new("2036-09", 1)]);

        var months = CertificateTimeline.Months(calendar);

        Assert.Equal(12, months.Count);
        Assert.Equal(["2026-11=2", "2027-02=1", "2027-10=3"], months.Where(m => m.Count > 0).Select(m => $"{m.Key}={m.Count}"));
        Assert.Equal([StatusKind.Warning, StatusKind.Warning, StatusKind.Busy, StatusKind.Busy, StatusKind.Good], months.Take(5).Select(m => m.Kind));
        Assert.Equal(["2027=1", "2036=5"], CertificateTimeline.Years(calendar).Select(y => $"{y.Key}={y.Count}"));
    }

    [Theory]
    [InlineData("active", 10, "certs.state.active")]
    [InlineData("freezing", 10, "certs.state.freezing")]
    [InlineData("frozen", 10, "certs.state.frozen")]
    [InlineData("unclear", 10, "certs.state.unclear")]
    [InlineData("unclear", -1, "certs.state.expired")]
    [InlineData("frozen", -1, "certs.state.expired")]
    [InlineData("gone", -1, "certs.state.gone")]
    public void What_has_ended_is_of_no_use_whatever_else_it_is(string state, double days, string text) =>
        Assert.Equal(text, CertificateView.Status(SomeCertificates.Certificate("c-1", 1, state: state) with { NotAfter = Now.AddDays(days) }, Now).TextKey);

    [Theory]
    [InlineData("generated", "active", "freeze")]
    [InlineData("generated", "frozen", "unfreeze")]
    [InlineData("generated", "unclear", "freeze,unfreeze")]
    [InlineData("generated", "freezing", "unfreeze")]
    [InlineData("generated", "unfreezing", "freeze")]
    [InlineData("generated", "gone", "")]
    [InlineData("admin", "active", "download")]
    [InlineData("ca", "gone", "")]
    public void Each_certificate_has_one_next_step_at_most_unless_its_state_is_unclear(string kind, string state, string changes) =>
        Assert.Equal(changes, string.Join(',', CertificateView.ChangesNow(SomeCertificates.Certificate("c-1", 1, kind, state: state)).Select(c => c.Change)));

    [Theory]
    [InlineData("service-1", null, null, null, null, true)]
    [InlineData("service-2", null, null, null, null, false)]
    [InlineData(null, "generated", "active", "7,30", "2026", true)]
    [InlineData(null, "generated", "active", "7,30", "2026-11", true)]
    [InlineData(null, "admin", null, null, null, false)]
    [InlineData(null, null, "frozen", null, null, false)]
    [InlineData(null, null, null, "90", null, false)]
    [InlineData(null, null, null, null, "2027", false)]
    public void Filter_takes_what_fits_all_its_parts(string? service, string? kind, string? state, string? stage, string? ends, bool fits) =>
        Assert.Equal(fits, new CertificatesFilter(service, kind, state, stage, ends).Fits(SomeCertificates.Certificate("c-1", 1) with { NotAfter = Now.AddDays(5) }, Now));

    [Fact]
    public async Task Overview_says_what_ends_soon_and_what_to_do()
    {
        using var portal = new PortalContext(s => s.AddScoped<CertificateAttention>(), Bcs.Api.Catalogue.BcsOperations.DownloadCertificates.Action);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        await portal.Services.GetRequiredService<CircuitSession>().LoadAsync();
        var source = portal.Services.GetRequiredService<CertificateAttention>();
        portal.Bff.Answer("GET /api/certificates", SomeCertificates.Page(
            SomeCertificates.Certificate("c-1", -3.5), SomeCertificates.Certificate("c-2", 12.5, CertificateKinds.Authority, null)));
        Assert.True(source.Applies(portal.TenantDto));

        var items = (await source.ReadAsync(portal.TenantDto, default))!;

        Assert.Equal([StatusKind.Bad, StatusKind.Warning], items.Select(i => i.Status.Kind));
        Assert.Equal(["alice · organization", "Authority · organization"], items.Select(i => i.Title));
        Assert.StartsWith("Ended 3 d ago", items[0].Reason, StringComparison.Ordinal);
        Assert.StartsWith("Ends in 12 d", items[1].Reason, StringComparison.Ordinal);
        Assert.Equal("/t/harbor/certificates?do=generate&service=service-1&org=organization&user=alice", items[0].StepUrl);
        Assert.Equal("/t/harbor/certificates?certificate=c-2", items[1].StepUrl);
        Assert.Equal("?tenant=harbor&stage=expired%2C7%2C30&state=active%2Cunclear&newest=true&limit=50", portal.Bff.Requests[0].Request.RequestUri!.Query);
        Assert.NotEqual(items[0].Key, (await AgainAsync(2)).Key);
        portal.Bff.Answer("GET /api/certificates", new { code = "storage_unavailable", status = 503 }, System.Net.HttpStatusCode.ServiceUnavailable);
        Assert.Null(await source.ReadAsync(portal.TenantDto, default));

        async Task<Attention> AgainAsync(double days)
        {
            portal.Bff.Answer("GET /api/certificates", SomeCertificates.Page(SomeCertificates.Certificate("c-1", days)));
            return (await source.ReadAsync(portal.TenantDto, default))![0];
        }
    }
}
