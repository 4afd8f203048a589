using Portal.Features.Services.Monitoring;
using Portal.Model.Monitoring;

namespace Portal.Tests.Features.Services.Monitoring;

public sealed class MonitoringRangeTests
{
    private static readonly DateTimeOffset End = new(2026, 7, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly ChartWindow Hour = new(End.AddMinutes(-59), End);

    [Theory]
    [InlineData("15m", true)]
    [InlineData("1h", true)]
    [InlineData("6h", false)]
    [InlineData("7d", false)]
    [InlineData("nonsense", true)]
    public void What_the_cloud_does_not_keep_is_not_offered(string key, bool offered) => Assert.Equal(offered, MonitoringRange.Offered(key, Hour));

    [Fact]
    public void What_the_cloud_keeps_for_longer_is_offered() => Assert.True(MonitoringRange.Offered("7d", new ChartWindow(End.AddDays(-8), End)));

    [Theory]
    [InlineData(null, 60, "1h")]
    [InlineData("15m", 15, "15m")]
    [InlineData("24h", 60, "1h")]
    [InlineData("nonsense", 60, "1h")]
    public void Choice_that_goes_back_too_far_shows_all_there_is(string? key, int minutes, string shown)
    {
        var (window, choice) = MonitoringRange.Resolve(key, default, Hour);

        Assert.Equal((End.AddMinutes(-minutes), End, shown), (window.From, window.To, choice));
    }

    [Fact]
    public void Own_times_stay_within_what_the_cloud_keeps()
    {
        Assert.Equal(new(End.AddMinutes(-30), End.AddMinutes(-10)), Own(-30, -10));
        Assert.Equal(new(Hour.From, End.AddMinutes(-10)), Own(-600, -10));
        Assert.Equal(Hour, Own(-10, -30));
        Assert.Equal(Hour, MonitoringRange.Resolve(MonitoringRange.Custom, default, Hour).Window);

        static ChartWindow Own(int from, int to) => MonitoringRange.Resolve(MonitoringRange.Custom, (End.AddMinutes(from), End.AddMinutes(to)), Hour).Window;
    }

    [Fact]
    public void Alarms_are_asked_for_by_the_clouds_clock_or_between_own_times()
    {
        Assert.Equal(("-1.-1.60", TimeSpan.FromHours(1)), MonitoringRange.OfAlarms(null, default));
        Assert.Equal(("-1.-1.10080", TimeSpan.FromDays(7)), MonitoringRange.OfAlarms("7d", default));
        Assert.Equal(
            ($"{End.AddDays(-1).ToUnixTimeMilliseconds()}.{End.ToUnixTimeMilliseconds()}.1440", TimeSpan.FromDays(1)),
            MonitoringRange.OfAlarms("custom", (End.AddDays(-1), End)));
        Assert.Null(MonitoringRange.OfAlarms("custom", (End, End.AddDays(-1))));
        Assert.Null(MonitoringRange.OfAlarms("custom", (End.AddDays(-32), End)));
        Assert.Null(MonitoringRange.OfAlarms("custom", (null, End)));
    }

    [Theory]
    [InlineData("org/customs/peer-0a1b2c-1", "customs peer-1")]
    [InlineData("org/trade-orderer/orderer-0a1b2c-2", "orderer-2")]
    [InlineData("org/baas-agent/baas-agent-0a1b2c3d4e-f0a1b", "baas-agent")]
    [InlineData("plugin/baas-restapi/rest-7", "baas-restapi rest-7")]
    public void Instance_is_called_by_what_people_need_of_its_name(string key, string label)
    {
        var instance = MonitoredInstance.Of(key)!;

        Assert.Equal((label, key), (instance.Label, instance.Key));
    }

    [Theory]
    [InlineData("customs")]
    [InlineData("other/customs/peer-1")]
    [InlineData("")]
    public void What_names_no_instance_is_none(string key) => Assert.Null(MonitoredInstance.Of(key));

    [Fact]
    public void Query_keeps_everything_in_the_address()
    {
        var query = new MonitoringQuery(null, "15m", null, null, null, null, null, null).ToggleInstance("org/a/p-0").ToggleInstance("org/a/p-1").ToggleLine("org/a/p-0");

        Assert.Equal("/t/harbor/services/s-1?tab=monitoring&range=15m&on=org%2Fa%2Fp-0%2Corg%2Fa%2Fp-1&off=org%2Fa%2Fp-0", query.Url("harbor", "s-1"));
        Assert.Equal(["org/a/p-1"], query.ToggleInstance("org/a/p-0").Compared);
        Assert.Empty(query.ToggleInstance("org/a/p-0").Hidden);
        Assert.Null(query.ToggleLine("org/a/p-0").Off);
    }
}
