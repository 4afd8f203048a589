using Portal.Features.Services.Topology;

namespace Portal.Tests.Features.Services.Topology;

public sealed class TopologyLayoutTests
{
    [Fact]
    public void Peers_of_an_organisation_are_one_line_to_each_of_its_channels()
    {
        var layout = new TopologyLayout(
            SomeMembers.Of([("anchor", 3), ("buoy", 1)], ("trade", [("anchor", 2), ("others", 2)]), ("inner", [("anchor", 3), ("buoy", 1)])), null);

        Assert.Equal([("anchor", "trade", 2), ("anchor", "inner", 3), ("buoy", "inner", 1)], layout.Bundles.Select(b => (b.Organization, b.Channel, b.Peers)));
        Assert.Equal([("others", "trade", 2)], layout.ForeignBundles.Select(b => (b.Organization, b.Channel, b.Peers)));
        Assert.Equal(4, layout.Organizations.Sum(o => o.Peers.Count));
    }

    [Fact]
    public void Everything_stands_within_the_drawing_and_nothing_overlaps()
    {
        var layout = new TopologyLayout(
            SomeMembers.Of(
                [.. Enumerable.Range(0, 6).Select(i => ($"org-{i}", 13))],
                [.. Enumerable.Range(0, 20).Select(i => ($"channel{i}", new[] { ("org-0", 1), ($"foreign-{i % 3}", 1) }))]),
            null);

        foreach (var column in (IReadOnlyList<(int Y, int Height)>[])
            [[.. layout.Organizations.Select(o => (o.Y, o.Height))], [.. layout.Foreign.Select(o => (o.Y, o.Height))], [.. layout.Channels.Select(c => (c.Y, TopologyLayout.ChannelHeight))]])
        {
            Assert.All(column, b => Assert.True(b.Y >= TopologyLayout.Heading && b.Y + b.Height <= layout.Height, b.ToString()));
            Assert.All(column.Zip(column.Skip(1)), pair => Assert.True(pair.First.Y + pair.First.Height <= pair.Second.Y, pair.ToString()));
        }

        Assert.All(layout.Organizations, o => Assert.All(o.Peers, p => Assert.True(
            p.X > TopologyLayout.Radius && p.X <= TopologyLayout.PeersInRow * TopologyLayout.Step && p.Y - TopologyLayout.Radius > o.Y && p.Y + TopologyLayout.Radius < o.Y + o.Height, p.ToString())));
    }

    [Fact]
    public void A_service_without_anything_has_a_drawing()
    {
        var layout = new TopologyLayout(SomeMembers.Of([]), null);

        Assert.True(layout.Height > 0);
        Assert.Empty(layout.Bundles);
    }

    [Fact]
    public void A_channel_keeps_its_look_when_another_is_made_and_up_to_eight_differ()
    {
        (string, (string, int)[]) Channel(int i) => ($"channel{i}", [("anchor", 1)]);
        var before = ChannelLooks.Of(SomeMembers.Of([("anchor", 1)], [.. Enumerable.Range(1, 7).Select(Channel)]).Channels);
        var after = ChannelLooks.Of(SomeMembers.Of([("anchor", 1)], [.. Enumerable.Range(1, 8).Select(Channel)]).Channels);

        Assert.All(before, look => Assert.Equal(look.Value, after[look.Key]));
        Assert.Equal(8, after.Values.Distinct().Count());
    }
}
