using System.Globalization;

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

using Portal.Access;
using Portal.Resources;
using Portal.Testing;

namespace Portal.Tests.Resources;

public sealed class DisplayTests
{
    private static readonly DateTimeOffset Moment = new(2026, 7, 1, 11, 5, 9, TimeSpan.Zero);

    [Theory]
    [InlineData("en", "", "24", "1 Jul 2026, 07:05:09", "1 Jul, 07:05", "07:05")]
    [InlineData("en", "UTC", "12", "1 Jul 2026, 11:05:09 AM", "1 Jul, 11:05 AM", "11:05 AM")]
    [InlineData("en", "Asia/Shanghai", "12", "1 Jul 2026, 7:05:09 PM", "1 Jul, 7:05 PM", "7:05 PM")]
    [InlineData("zh-Hans", "", "24", "2026年7月1日 07:05:09", "7月1日 07:05", "07:05")]
    [InlineData("zh-Hans", "Asia/Shanghai", "12", "2026年7月1日 下午7:05:09", "7月1日 下午7:05", "下午7:05")]
    public async Task Times_are_in_the_zone_and_by_the_clock_that_the_reader_chose(string language, string zone, string clock, string local, string moment, string hour)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var display = await ForAsync($"portal.zone=America/New_York; portal.zone.chosen={zone}; portal.clock={clock}", TimeProvider.System);

        Assert.Equal((local, moment, hour), (display.Local(Moment), display.Write(Moment, "monitoring.moment"), display.Write(Moment, "monitoring.hour")));
    }

    [Theory]
    [InlineData(-90, "1 min ago", "1 min ago")]
    [InlineData(0, "just now", "just now")]
    [InlineData(4, "just now", "in 1 min")]
    [InlineData(180, "just now", "in 3 min")]
    [InlineData(7300, "just now", "in 2 h")]
    public async Task What_happened_is_never_to_come_and_what_is_to_come_says_when(int seconds, string happened, string due)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Texts.English);
        var display = await ForAsync("", new ManualTimeProvider(Moment));

        Assert.Equal((happened, due), (display.Ago(Moment.AddSeconds(seconds)), display.Until(Moment.AddSeconds(seconds))));
    }

    [Fact]
    public void What_no_cookie_of_ours_says_is_the_browsers_zone_and_the_usual_clock()
    {
        var odd = Read("portal.zone=Europe/Berlin; portal.zone.chosen=Nowhere/Else; portal.clock=13");

        Assert.Equal(("Europe/Berlin", null, "24"), (odd.Zone.Id, odd.ChosenZone, odd.Clock));
        Assert.Equal(("UTC", "UTC"), (Read("portal.zone=../../etc/passwd").Zone.Id, Read("").Zone.Id));
    }

    private static Preferences Read(string cookies) => Preferences.Read(new DefaultHttpContext { Request = { Headers = { Cookie = cookies } } }.Request.Cookies);

    private static async Task<Display> ForAsync(string cookies, TimeProvider time)
    {
        using var portal = new PortalContext { Preferences = Read(cookies) };
        var session = portal.Services.GetRequiredService<CircuitSession>();
        await session.LoadAsync();
        return new Display(new Texts(), session, time);
    }
}
