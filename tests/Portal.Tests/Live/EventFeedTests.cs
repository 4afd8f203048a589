using System.Globalization;

using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Live;

namespace Portal.Tests.Live;

public sealed class EventFeedTests
{
    private readonly EventFeed _feed = new();
    private readonly List<long> _seen = [];

    [Fact]
    public async Task An_older_version_is_dropped_for_everybody()
    {
        using var subscription = _feed.Subscribe(s => s.On<OperationDto>(o => _seen.Add(o.Version)));

        await _feed.PublishAsync(Some.Operation(2));
        await _feed.PublishAsync(Some.Operation(2));
        await _feed.PublishAsync(Some.Operation(1));
        await _feed.PublishAsync(Some.Operation(5));

        Assert.Equal([2, 5], _seen);
    }

    [Fact]
    public async Task Services_and_operations_count_their_versions_apart()
    {
        using var subscription = _feed.Subscribe(s =>
        {
            s.On<OperationDto>(o => _seen.Add(o.Version));
            s.On<ServiceDto>(service => _seen.Add(service.Version * 10));
        });

        await _feed.PublishAsync(Some.Operation(3, id: "x"));
        await _feed.PublishAsync(Some.Service("x", version: 1));

        Assert.Equal([3, 10], _seen);
    }

    [Fact]
    public async Task A_subscription_that_ended_hears_nothing()
    {
        var subscription = _feed.Subscribe(s => s.On<OperationDto>(o => _seen.Add(o.Version)));
        subscription.Dispose();

        await _feed.PublishAsync(Some.Operation(1));

        Assert.Empty(_seen);
    }

    [Fact]
    public async Task A_watch_tells_of_one_kind_in_one_tenant_until_it_ends()
    {
        var told = 0;
        var watch = _feed.Watch<OperationDto>(PortalContext.Tenant, () => told++);

        await _feed.PublishAsync(Some.Operation(1));
        await _feed.PublishAsync(Some.Operation(1) with { Tenant = "meridian" });
        await _feed.PublishAsync(Some.Service());
        watch.Dispose();
        await _feed.PublishAsync(Some.Operation(2));

        Assert.Equal(1, told);
    }

    [Fact]
    public async Task Coming_back_after_a_gap_asks_to_look_once()
    {
        var looks = 0;
        using var subscription = _feed.Subscribe(s => s.Reconnected = () => looks++);

        await _feed.ConnectionChanged(true, afterGap: false);
        Assert.Equal(0, looks);
        await _feed.ConnectionChanged(false, afterGap: false);
        await _feed.ConnectionChanged(true, afterGap: true);

        Assert.Equal(1, looks);
    }

    [Fact]
    public async Task Handlers_run_in_the_readers_language_whatever_thread_pushes()
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-Hans");
        var feed = new EventFeed();
        CultureInfo.CurrentUICulture = before;
        string? language = null;
        using var subscription = feed.Subscribe(s => s.On<OperationDto>(_ => language = CultureInfo.CurrentUICulture.Name));

        Task pushing;
        using (ExecutionContext.SuppressFlow())
        {
            pushing = Task.Run(() => feed.PublishAsync(Some.Operation()));
        }

        await pushing;

        Assert.Equal("zh-Hans", language);
    }
}
