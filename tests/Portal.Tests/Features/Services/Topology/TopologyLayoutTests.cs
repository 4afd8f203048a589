using Portal.Features.Services.Topology;

namespace Portal.Tests.Features.Services.Topology;

public sealed class TopologyLayoutTests
{
    [Fact]
    public void Each_membership_is_one_line()
    {
        var layout = new TopologyLayout(
            SomeMembers.Of([("anchor", 3), ("buoy", 1)], ("trade", [("anchor", 2), ("others", 2)]), ("inner", [("buoy", 1)])), "Harbor", "Others");

        Assert.Equal(["trade", "trade", "trade", "inner"], layout.Lines.Select(l => l.Channel));
        Assert.Single(layout.Lines, l => l.Foreign);
        Assert.Equal(4, layout.Peers.Count);
        Assert.Equal(["Harbor", "Others"], layout.Tenants.Select(t => t.Name));
    }

    [Fact]
    public void Everything_stands_within_the_drawing_and_nothing_overlaps()
    {
        var layout = new TopologyLayout(
            SomeMembers.Of(
                [.. Enumerable.Range(0, 6).Select(i => ($"org-{i}", 12))],
                [.. Enumerable.Range(0, 20).Select(i => ($"channel{i}", new[] { ("org-0", 1), ($"foreign-{i % 3}", 1) }))]),
            "Harbor", "Others");

        foreach (var boxes in (IReadOnlyList<TopologyBox>[])[layout.Tenants, [.. layout.Organizations, .. layout.Foreign], layout.Channels])
        {
            Assert.All(boxes, b => Assert.True(b.X >= 0 && b.Y >= 0 && b.X + b.Width <= TopologyLayout.Width && b.Y + b.Height <= layout.Height, b.ToString()));
            Assert.All(boxes.Zip(boxes.Skip(1)), pair => Assert.True(pair.First.Y + pair.First.Height <= pair.Second.Y, pair.ToString()));
        }

        Assert.All(layout.Peers, p => Assert.Contains(
            layout.Organizations, o => p.X - TopologyLayout.Radius > o.X && p.X + TopologyLayout.Radius < o.X + o.Width && p.Y > o.Y && p.Y + TopologyLayout.Radius < o.Y + o.Height));
    }

    [Fact]
    public void A_service_without_anything_has_a_drawing()
    {
        var layout = new TopologyLayout(SomeMembers.Of([]), "Harbor", "Others");

        Assert.True(layout.Height > 0);
        Assert.Empty(layout.Lines);
    }
}
