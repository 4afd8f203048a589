using Portal.Live;

namespace Portal.Tests.Live;

public sealed class OperationTimelineTests
{
    private readonly OperationTimeline _timeline = new();

    private IEnumerable<long> Versions => _timeline.Events.Select(e => e.Version);

    [Fact]
    public void Pushes_after_a_reading_are_added_in_order()
    {
        _timeline.Load(Some.Operation(2).With(1, 2));

        Assert.Equal(Pushed.Applied, _timeline.Push(Some.Operation(3).With(3, 3)));
        Assert.Equal(Pushed.Applied, _timeline.Push(Some.Operation(4).With(4)));

        Assert.Equal([1, 2, 3, 3, 4], Versions);
        Assert.Equal(4, _timeline.Current!.Version);
    }

    [Fact]
    public void An_older_push_changes_nothing()
    {
        _timeline.Load(Some.Operation(3).With(1, 2, 3));

        Assert.Equal(Pushed.Ignored, _timeline.Push(Some.Operation(3).With(3)));
        Assert.Equal(Pushed.Ignored, _timeline.Push(Some.Operation(2).With(2)));

        Assert.Equal([1, 2, 3], Versions);
    }

    [Fact]
    public void A_skipped_version_asks_for_a_reading_and_is_not_shown()
    {
        _timeline.Load(Some.Operation(1).With(1));

        Assert.Equal(Pushed.Gap, _timeline.Push(Some.Operation(3).With(3)));

        Assert.Equal([1], Versions);
        Assert.Equal(1, _timeline.Current!.Version);
    }

    [Fact]
    public void Pushes_before_the_reading_are_added_once_it_is_there()
    {
        _timeline.Push(Some.Operation(4).With(4));
        _timeline.Push(Some.Operation(3).With(3));
        _timeline.Push(Some.Operation(2).With(2));

        _timeline.Load(Some.Operation(3).With(1, 2, 3));

        Assert.Equal([1, 2, 3, 4], Versions);
    }

    [Fact]
    public void A_reading_that_was_overtaken_by_pushes_does_not_set_back()
    {
        _timeline.Load(Some.Operation(1).With(1));
        _timeline.Push(Some.Operation(2).With(2));

        _timeline.Load(Some.Operation(1).With(1));

        Assert.Equal([1, 2], Versions);
    }

    [Fact]
    public void A_push_about_another_operation_is_ignored()
    {
        _timeline.Load(Some.Operation(1).With(1));

        Assert.Equal(Pushed.Ignored, _timeline.Push(Some.Operation(2, id: "op-2").With(2)));
    }

    [Fact]
    public void Two_viewers_that_came_at_different_times_see_the_same()
    {
        var late = new OperationTimeline();
        _timeline.Load(Some.Operation(1).With(1));
        _timeline.Push(Some.Operation(2).With(2, 2));
        _timeline.Push(Some.Operation(3).With(3));

        late.Load(Some.Operation(3).With(1, 2, 2, 3));

        Assert.Equal(late.Events, _timeline.Events);
    }
}
