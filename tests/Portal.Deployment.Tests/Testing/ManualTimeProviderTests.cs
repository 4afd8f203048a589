using Portal.Testing;

namespace Portal.Deployment.Tests.Testing;

public sealed class ManualTimeProviderTests
{
    [Fact]
    public async Task Delay_and_periodic_timer_follow_the_clock()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        var delay = Task.Delay(TimeSpan.FromMinutes(5), clock);
        using var ticks = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);

        clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.False(delay.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));

        await delay.WaitAsync(Eventually.DefaultLimit);
        Assert.True(await ticks.WaitForNextTickAsync());
        Assert.Equal(TimeSpan.FromMinutes(5), clock.GetUtcNow() - DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public void Timers_fire_in_the_order_of_their_due_times_and_see_that_time()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        var fired = new List<(string Name, double Second)>();
        using var late = clock.CreateTimer(_ => fired.Add(("late", Seconds())), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using var often = clock.CreateTimer(_ => fired.Add(("often", Seconds())), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

        clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal([("often", 2), ("late", 3), ("often", 4)], fired);
        Assert.Equal(1, clock.ArmedTimers);

        double Seconds() => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
    }

    [Fact]
    public async Task Timer_due_at_once_fires_without_moving_the_clock()
    {
        var clock = new ManualTimeProvider();
        var fired = new TaskCompletionSource();

        using var timer = clock.CreateTimer(_ => fired.TrySetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        await fired.Task.WaitAsync(Eventually.DefaultLimit);
    }
}
