using Portal.Contracts.Operations;
using Portal.Live;

namespace Portal.Tests.Live;

public sealed class OperationTimelineTests
{
    [Fact]
    public void Changes_that_follow_are_added_in_order()
    {
        var operation = Some.Operation(2).With(1, 2);

        operation = OperationTimeline.With(OperationTimeline.With(operation, Some.Operation(3).With(3, 3)), Some.Operation(4).With(4));

        Assert.Equal([1, 2, 3, 3, 4], Versions(operation));
        Assert.Equal(4, operation.Version);
    }

    [Fact]
    public void An_older_change_and_one_of_another_operation_change_nothing()
    {
        var operation = Some.Operation(3).With(1, 2, 3);

        foreach (var pushed in (OperationDto[])[Some.Operation(3).With(3), Some.Operation(2).With(2), Some.Operation(4, id: "op-2").With(4), Some.Operation(9, id: "op-2").With(9)])
        {
            Assert.Same(operation, OperationTimeline.With(operation, pushed));
            Assert.False(OperationTimeline.NeedsReading(operation, pushed));
        }
    }

    [Fact]
    public void A_skipped_version_asks_for_a_reading_and_is_not_shown()
    {
        var operation = Some.Operation(1).With(1);

        Assert.Same(operation, OperationTimeline.With(operation, Some.Operation(3).With(3)));
        Assert.True(OperationTimeline.NeedsReading(operation, Some.Operation(3).With(3)));
        Assert.False(OperationTimeline.NeedsReading(operation, Some.Operation(2).With(2)));
    }

    [Fact]
    public void A_checked_call_that_became_an_operation_asks_for_a_reading()
    {
        var checking = Some.Operation(1, OperationStatuses.Checking, "chk-7").With(1);
        var became = Some.Operation(2, id: "chk-7").With(2) with { BecameId = "op-7" };

        Assert.Same(checking, OperationTimeline.With(checking, became));
        Assert.True(OperationTimeline.NeedsReading(checking, became));
        Assert.False(OperationTimeline.NeedsReading(null, became));
    }

    [Fact]
    public void Two_viewers_that_came_at_different_times_see_the_same()
    {
        var early = OperationTimeline.With(OperationTimeline.With(Some.Operation(1).With(1), Some.Operation(2).With(2, 2)), Some.Operation(3).With(3));
        var late = Some.Operation(3).With(1, 2, 2, 3);

        Assert.Equal(late.Events, early.Events);
    }

    private static IEnumerable<long> Versions(OperationDto operation) => operation.Events.Select(e => e.Version);
}
