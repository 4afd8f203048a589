using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Tests.Features.Audit;

public sealed class AuditFilterTests
{
    private static readonly AuditFilter Everything = new(null, null, null, null, null, null, false);

    [Fact]
    public void A_filter_is_in_the_address_and_nothing_else_is()
    {
        Assert.Equal("/t/harbor/audit", Everything.PageUrl("harbor"));
        Assert.Equal(
            "/t/harbor/audit?outcome=denied&q=cold%20chain&cursor=c&record=r",
            (Everything with { Outcome = "denied", Q = "cold chain" }).PageUrl("harbor", "c", "r"));
    }

    [Fact]
    public void Times_are_meant_in_the_readers_zone()
    {
        var path = (Everything with { From = "2026-07-01T08:30" }).ApiPath("harbor", null, Preferences.FindZone("Asia/Shanghai")!);

        Assert.Contains("from=2026-07-01T00%3A30%3A00Z", path, StringComparison.Ordinal);
    }

    [Fact]
    public void Day_on_which_clocks_change_is_covered_whole()
    {
        var path = (Everything with { From = "2026-10-25", To = "2026-10-25" }).ApiPath("harbor", null, Preferences.FindZone("Europe/Berlin")!);

        Assert.Contains("from=2026-10-24T22%3A00%3A00Z&to=2026-10-25T23%3A00%3A00Z", path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_is_none_is_left_out() =>
        Assert.DoesNotContain("from", (Everything with { From = "yesterday" }).ApiPath("harbor", null, TimeZoneInfo.Utc), StringComparison.Ordinal);
}
