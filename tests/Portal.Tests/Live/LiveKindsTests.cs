using Portal.Contracts;
using Portal.Live;

namespace Portal.Tests.Live;

public sealed class LiveKindsTests
{
    [Fact]
    public void Every_event_of_the_hub_can_be_followed() =>
        Assert.Equal(
            typeof(IPortalEvents).GetMethods().Select(m => m.Name).Except([nameof(IPortalEvents.SessionEnded)]).Order(StringComparer.Ordinal),
            LiveKinds.All.Select(k => k.Method).Order(StringComparer.Ordinal));

    [Fact]
    public void Type_that_nothing_pushes_is_named() =>
        Assert.Contains(nameof(LiveKindsTests), Assert.Throws<InvalidOperationException>(LiveKinds.Of<LiveKindsTests>).Message, StringComparison.Ordinal);
}
