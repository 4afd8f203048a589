using Bcs.Api.Catalogue;

using Portal.Contracts.Operations;
using Portal.Features.Operations;

namespace Portal.Tests.Features.Operations;

public sealed class StepChartTests
{
    [Fact]
    public void Bars_of_an_ended_operation_fill_the_axis_from_the_first_start_to_the_last_end()
    {
        var chart = StepChart.Of(Operation(OperationStatuses.Finished, Step("a", 100, 125), Step("b", 125, 200)), UsualTimes.None, At(999));

        Assert.Equal(TimeSpan.FromSeconds(100), chart.Length);
        Assert.Equal([(0, 0.25), (0.25, 0.75)], chart.Bars.Select(b => b.Done!.Value));
        Assert.All(chart.Bars, b => Assert.Null(b.Expected));
        Assert.Equal([0, 20, 40, 60, 80], chart.Ticks.Select(t => t.TotalSeconds));
    }

    [Fact]
    public void Running_step_goes_to_now_and_what_follows_is_expected_one_after_the_other()
    {
        var usual = UsualTimes.Of([Operation(OperationStatuses.Finished, Step("a", 0, 20), Step("b", 20, 60), Step("c", 60, 90), Step("d", 90, 100))]);

        var chart = StepChart.Of(Operation(OperationStatuses.Processing, Step("a", 100, 120), Step("b", 120, null), Step("c", null, null), Step("d", null, null)), usual, At(130));

        Assert.Equal(TimeSpan.FromSeconds(100), chart.Length);
        Assert.Equal((0.2, 0.1), Rounded(chart.Bars[1].Done));
        Assert.Equal((0.3, 0.3), Rounded(chart.Bars[1].Expected));
        Assert.Equal((0.6, 0.3), Rounded(chart.Bars[2].Expected));
        Assert.Equal((0.9, 0.1), Rounded(chart.Bars[3].Expected));
        Assert.Equal([false, true, false, false], chart.Bars.Select(b => b.Running));
        Assert.Equal([20, 10, 30, 10], chart.Bars.Select(b => b.Time!.Value.TotalSeconds));
    }

    [Fact]
    public void Step_that_takes_longer_than_usual_is_expected_no_longer_and_moves_what_follows()
    {
        var usual = UsualTimes.Of([Operation(OperationStatuses.Finished, Step("a", 0, 20), Step("b", 20, 40))]);

        var chart = StepChart.Of(Operation(OperationStatuses.Processing, Step("a", 100, null), Step("b", null, null)), usual, At(180));

        Assert.Null(chart.Bars[0].Expected);
        Assert.Equal((0, 0.8), Rounded(chart.Bars[0].Done));
        Assert.Equal((0.8, 0.2), Rounded(chart.Bars[1].Expected));
    }

    [Fact]
    public void Without_earlier_operations_nothing_is_expected()
    {
        var chart = StepChart.Of(Operation(OperationStatuses.Processing, Step("a", null, null)), UsualTimes.None, null);

        Assert.Null(chart.Bars[0].Done);
        Assert.Null(chart.Bars[0].Expected);
        Assert.Null(chart.Bars[0].Time);
    }

    [Fact]
    public void Usual_times_need_two_operations_and_leave_out_what_did_not_end_well()
    {
        var (one, two) = (Operation(OperationStatuses.Finished, Step("a", 0, 60)), Operation(OperationStatuses.Finished, Step("a", 0, 90)));

        Assert.Null(UsualTimes.Of([one, Operation(OperationStatuses.Failed, Step("a", 0, 5))]).Whole);
        Assert.Equal((TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(90)), UsualTimes.Of([two, one]).Whole);
        Assert.Equal(TimeSpan.FromSeconds(90), UsualTimes.Of([two, one]).Step("a"));
        Assert.Equal(TimeSpan.FromSeconds(60), UsualTimes.Of([one]).Step("a", "part of a"));
        Assert.Null(UsualTimes.Of([one]).Step("b"));
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(1.1, 1)]
    [InlineData(4, 4)]
    public void Clock_of_the_cloud_runs_as_its_steps_show(double speed, double read)
    {
        var operation = Operation(OperationStatuses.Processing, Step("a", 0, (int)(10 * speed)), Step("b", (int)(10 * speed), null));
        var clock = CloudClock.Of(operation, [Noticed("a", OperationStatuses.Processing, 500), Noticed("a", OperationStatuses.Finished, 510)])!;

        Assert.Equal(read, clock.Speed, 2);
        Assert.Equal(At((int)((10 * speed) + (5 * read))), clock.At(At(515)));
    }

    [Fact]
    public void Clock_is_unknown_before_the_first_step_and_as_fast_as_ours_where_all_was_noticed_at_once()
    {
        Assert.Null(CloudClock.Of(Operation(OperationStatuses.Processing, Step("a", null, null)), [Noticed("a", OperationStatuses.Waiting, 1)]));
        Assert.Equal(1, CloudClock.Of(Operation(OperationStatuses.Processing, Step("a", 0, 100)), [Noticed("a", OperationStatuses.Processing, 500), Noticed("a", OperationStatuses.Finished, 501)])!.Speed);
    }

    [Fact]
    public void Every_operation_that_ends_leads_somewhere()
    {
        foreach (var kind in BcsOperations.All.Select(o => o.Id).Append(null))
        {
            var next = NextStep.After(Some.Operation() with { Operation = kind });
            Assert.All(next, n => Assert.StartsWith("/t/harbor/services", n.Url, StringComparison.Ordinal));
            Assert.NotEmpty(next);
        }

        Assert.All(NextStep.After(Some.Operation() with { BlockchainId = null }), n => Assert.Null(n.Url));
    }

    private static (double, double) Rounded((double At, double Length)? place) => (Math.Round(place!.Value.At, 3), Math.Round(place.Value.Length, 3));

    private static DateTimeOffset At(int seconds) => Some.Start.AddSeconds(seconds);

    private static OperationEventDto Noticed(string step, string status, int at) => new(1, At(at), step, "part of " + step, status, null);

    private static OperationDto Operation(string status, params OperationStepDto[] steps) => Some.Operation(1, status) with { Steps = [.. steps.Select((s, i) => s with { Order = i })] };

    private static OperationStepDto Step(string name, int? from, int? to)
    {
        var (start, end) = (from is { } f ? At(f) : (DateTimeOffset?)null, to is { } t ? At(t) : (DateTimeOffset?)null);
        var status = end is not null ? OperationStatuses.Finished : start is not null ? OperationStatuses.Processing : OperationStatuses.Waiting;
        return new(name, 0, status, null, start, end, [new("part of " + name, 0, status, null, start, end, [])]);
    }
}
