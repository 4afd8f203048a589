using Bunit;

using Portal.Features.Services.Topology;

namespace Portal.Tests.Features.Services.Topology;

public sealed class ServiceTopologyTests : IDisposable
{
    private readonly PortalContext _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public void Channel_that_has_the_focus_lights_its_peers_and_the_list_says_the_same()
    {
        var members = SomeMembers.Of([("anchor", 3), ("buoy", 1)], ("trade", [("anchor", 2), ("others", 2)]), ("inner", [("buoy", 1)]));
        var page = _portal.Render<ServiceTopology>(p => p.Add(x => x.Members, members).AddCascadingValue(SomeMembers.Context(Some.Service(), members)));

        page.Find("[data-testid=topology] a[data-channel=trade]").Focus();
        Assert.Equal(["peer-anchor-0", "peer-anchor-1"], page.FindAll("[data-peer].lit").Select(p => p.GetAttribute("data-peer")));
        Assert.Equal(["anchor", "others"], page.FindAll("[data-bundle].lit").Select(p => p.GetAttribute("data-bundle")));
        page.Find("[data-testid=topology] a[data-channel=trade]").Blur();
        Assert.Empty(page.FindAll(".lit"));

        var groups = page.FindAll("[data-testid=topology-list] > li").Select(g => g.TextContent).ToList();
        Assert.Contains(groups, g => g.StartsWith("anchor", StringComparison.Ordinal) && g.Contains("2 of 3 peers", StringComparison.Ordinal));
        Assert.Contains(groups, g => g.StartsWith("others", StringComparison.Ordinal) && g.Contains("trade", StringComparison.Ordinal));
        Assert.All(page.FindAll("[data-testid=topology-list] svg path"), p => Assert.Contains("look-", p.ClassName!, StringComparison.Ordinal));
    }
}
