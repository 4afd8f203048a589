using Portal.Resources;

namespace Portal.Tests.Resources;

public sealed class LocalTimeTests
{
    [Theory]

    // An ordinary time, and a whole day.
    [InlineData("Europe/Berlin", "2026-07-01T11:00", "2026-07-01T12:00", "2026-07-01T09:00", 1.0)]
    [InlineData("Asia/Kolkata", "2026-07-01T11:00", "2026-07-01T12:00:30", "2026-07-01T05:30", 1 + (30 / 3600.0))]
    [InlineData("Europe/Berlin", "2026-07-01", "2026-07-01", "2026-06-30T22:00", 24.0)]

    // Spring: from two to three there is nothing. The day has 23 hours; within the gap a range begins and ends with the change.
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-29", "2026-03-28T23:00", 23.0)]
    [InlineData("Europe/Berlin", "2026-03-29T00:00", "2026-03-30T00:00", "2026-03-28T23:00", 23.0)]
    [InlineData("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T04:00", "2026-03-29T01:00", 1.0)]
    [InlineData("Europe/Berlin", "2026-03-29T01:00", "2026-03-29T02:30", "2026-03-29T00:00", 1.0)]
    [InlineData("Europe/Berlin", "2026-03-29T02:00", "2026-03-29T03:00", "2026-03-29T01:00", 0.0)]
    [InlineData("America/New_York", "2026-03-08", "2026-03-08", "2026-03-08T05:00", 23.0)]
    [InlineData("America/New_York", "2026-03-08T02:15", "2026-03-08T03:15", "2026-03-08T07:00", 0.25)]

    // Autumn: from two to three (New York: from one to two) there is everything twice. The day has 25 hours; a range holds both.
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-25", "2026-10-24T22:00", 25.0)]
    [InlineData("Europe/Berlin", "2026-10-25T00:00", "2026-10-26T00:00", "2026-10-24T22:00", 25.0)]
    [InlineData("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T02:45", "2026-10-25T00:30", 1.25)]
    [InlineData("Europe/Berlin", "2026-10-25T02:00", "2026-10-25T03:00", "2026-10-25T00:00", 2.0)]
    [InlineData("America/New_York", "2026-11-01", "2026-11-01", "2026-11-01T04:00", 25.0)]
    [InlineData("America/New_York", "2026-11-01T01:30", "2026-11-01T01:45", "2026-11-01T05:30", 1.25)]

    // A gap and an overlap at midnight: the day begins later, and it ends when the next one begins for the first time.
    [InlineData("Africa/Cairo", "2024-04-26", "2024-04-26", "2024-04-25T22:00", 23.0)]
    [InlineData("America/Havana", "2026-11-01", "2026-11-01", "2026-11-01T04:00", 25.0)]
    [InlineData("America/Havana", "2026-10-31", "2026-10-31", "2026-10-31T04:00", 24.0)]

    // Half an hour instead of a whole one.
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:10", "2026-10-04T03:00", "2026-10-03T15:30", 0.5)]
    public void Range_holds_every_moment_that_its_times_can_mean(string zone, string from, string to, string beginsUtc, double hours)
    {
        var of = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var (begin, end) = (LocalTime.From(from, of)!.Value, LocalTime.To(to, of)!.Value);

        Assert.Equal((beginsUtc + ":00Z", TimeSpan.FromHours(hours)), (LocalTime.Utc(begin)!, end - begin));
    }

    [Theory]
    [InlineData("2026-07-01T11:00")]
    [InlineData("2026-03-29T03:00")]
    [InlineData("2026-10-25T02:30")]
    public void What_is_written_is_read_again(string local)
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        Assert.Equal(local, LocalTime.Write(LocalTime.From(local, berlin)!.Value, berlin));
        Assert.Equal(local, LocalTime.Write(LocalTime.To(local, berlin)!.Value, berlin));
    }

    [Fact]
    public void Field_shows_a_day_as_its_bounds() => Assert.Equal(
        ("2026-10-25T00:00", "2026-10-26T00:00", "2026-10-25T02:30", null), (LocalTime.FieldFrom("2026-10-25"), LocalTime.FieldTo("2026-10-25"), LocalTime.FieldTo("2026-10-25T02:30"), LocalTime.FieldTo("soon")));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-07-01T11:00Z")]
    [InlineData("2026-02-30")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public void What_is_no_time_is_none(string? text)
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Assert.Equal((null, null), (LocalTime.From(text, berlin), LocalTime.To(text, berlin)));
    }
}
