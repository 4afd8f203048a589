using Portal.EndToEnd.Hosting;
using Portal.Testing;

using Xunit.Abstractions;

namespace Portal.EndToEnd.Walk;

[Collection(WalkCollection.Name)]
public sealed class WalkTests(WalkRun run, ITestOutputHelper output)
{
    [Fact]
    public async Task Walk_from_sign_in_to_the_audit_log_works_in_a_browser()
    {
        var walk = await run.DoneAsync();
        output.Measure($"the create form leads to its operation within {walk.CreateToPage.TotalMilliseconds:0} ms");
    }

    [Fact]
    public async Task Operation_page_moves_by_push_and_lists_every_version()
    {
        var walk = await run.DoneAsync();
        output.Measure($"{walk.VersionsSeen.Count} states of the operation were pushed to the page while the service was created");
        Assert.True(walk.VersionsSeen.Count >= 3);
        Assert.Equal(walk.VersionsSeen.Order(), walk.VersionsSeen);
        Assert.Equal(Enumerable.Range(1, (int)walk.VersionsSeen[^1]).Select(v => (long)v), walk.VersionsListed);
    }

    [Fact]
    public async Task Audit_log_tells_of_every_call_that_upstream_received_from_the_operator()
    {
        var (upstream, audited) = (await run.DoneAsync()).OperatorsCalls;
        Assert.Equal(1, upstream["createBcsService"]);
        Assert.Equal(1, upstream["createChannels"]);
        Assert.All(upstream, call => Assert.Equal(call.Value, audited[call.Key]));
    }
}
