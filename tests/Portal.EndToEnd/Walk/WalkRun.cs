using Portal.EndToEnd.Hosting;
using Portal.Testing;

namespace Portal.EndToEnd.Walk;

/// <summary>The portal's main job, done once in a portal of its own; what it is made of is then looked at by several tests.</summary>
public sealed class WalkRun : IAsyncLifetime
{
    private readonly Lazy<Task<WalkScript>> _run;
    private readonly Chromium _chromium = new();

    public WalkRun() => _run = new(WalkAsync);

    /// <summary>The portal, still running.</summary>
    public PortalProcesses Portal { get; private set; } = null!;

    /// <summary>What came to the browsers.</summary>
    public Recording Recording { get; } = new();

    /// <summary>The walk, done when first asked for.</summary>
    public Task<WalkScript> DoneAsync() => _run.Value;

    public async Task InitializeAsync()
    {
        await _chromium.InitializeAsync();
        Portal = await PortalProcesses.StartAsync(speed: 4);
    }

    public async Task DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await Portal.DisposeAsync();
    }

    private async Task<WalkScript> WalkAsync()
    {
        var harbor = (await Portal.Sandbox.DemoAsync()).Single(t => t.Tenant == "harbor");
        await using var @operator = await _chromium.OpenAsync(Portal.Url);
        await using var viewer = await _chromium.OpenAsync(Portal.Url);
        Recording.Attach(@operator.Page);
        Recording.Attach(viewer.Page);
        var script = new WalkScript(Portal, Recording, harbor);
        await Portal.WitnessAsync(
            async () =>
            {
                await script.OperatorAsync(@operator);
                await script.ViewerAsync(viewer);
                await Recording.CompleteAsync();
            },
            () => [@operator, viewer]);
        return script;
    }
}

/// <summary>The tests that look at one walk.</summary>
[CollectionDefinition(Name)]
public sealed class WalkCollection : ICollectionFixture<WalkRun>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "walk";
}
