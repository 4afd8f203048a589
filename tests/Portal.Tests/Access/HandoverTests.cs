using Portal.Access;
using Portal.Testing;

namespace Portal.Tests.Access;

public sealed class HandoverTests
{
    private static readonly Caller Caller = new("127.0.0.1", "http", "localhost", null);

    private readonly ManualTimeProvider _time = new(Some.Start);
    private readonly Handover _handover;
    private readonly SessionCookie _mine = new("portal=mine", Caller);

    public HandoverTests() => _handover = new(_time);

    [Fact]
    public void What_was_put_in_is_given_out_once()
    {
        var (id, bag) = _handover.Open(_mine)!.Value;
        bag.Put("/a", "answer");

        var taken = _handover.Take(id, _mine)!;

        Assert.Equal("answer", taken.Take<string>("/a"));
        Assert.Null(taken.Take<string>("/a"));
        Assert.Null(_handover.Take(id, _mine));
    }

    [Fact]
    public void Another_session_gets_nothing()
    {
        var (id, _) = _handover.Open(_mine)!.Value;

        Assert.Null(_handover.Take(id, new SessionCookie("portal=other", Caller)));
    }

    [Fact]
    public void It_is_forgotten_after_a_while()
    {
        var (id, _) = _handover.Open(_mine)!.Value;

        _time.Advance(TimeSpan.FromSeconds(21));

        Assert.Null(_handover.Take(id, _mine));
    }
}
