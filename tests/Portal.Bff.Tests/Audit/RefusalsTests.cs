using Microsoft.Extensions.Logging.Abstractions;

using Portal.Bff.Audit;
using Portal.Contracts.Audit;
using Portal.Testing;

namespace Portal.Bff.Tests.Audit;

public sealed class RefusalsTests : IAsyncLifetime
{
    private static readonly string[] Portal = [AuditCall.PortalTenant];

    private readonly ManualTimeProvider _time = new();
    private readonly ListedLog _log = new();
    private readonly Refusals _refusals;

    public RefusalsTests() => _refusals = new Refusals(_log, _time, NullLogger<Refusals>.Instance);

    public async Task InitializeAsync()
    {
        await _refusals.StartAsync(default);
        await Eventually.TrueAsync(() => _time.ArmedTimers > 0, "the minute's timer");
    }

    public Task DisposeAsync() => _refusals.StopAsync(default);

    [Fact]
    public async Task Five_refusals_of_an_address_and_minute_are_entries_and_the_rest_one_counted_entry_in_each_log()
    {
        var ids = new List<string?>();
        for (var i = 0; i < 8; i++)
        {
            ids.Add(await RefuseAsync("203.0.113.5", "signIn", "signin_failed", i % 2 == 0 ? "anna" : "bert", ["harbor", "harbor-east"]));
        }

        Assert.Equal((5, 3), (ids.Count(id => id is not null), ids.Count(id => id is null)));
        Assert.Equal(10, _log.Calls.Count);
        await NextMinuteAsync(12);

        var counted = _log.Calls.TakeLast(2).ToList();
        Assert.All(counted, c => Assert.Equal((AuditEvents.CountedRefusals, "203.0.113.5", "anonymous"), (c.Operation, c.Address, c.Actor.Id)));
        Assert.Equal(["harbor", "harbor-east"], counted.Select(c => c.Tenant).Order(StringComparer.Ordinal));
        Assert.Equal(
            """{"from":"2030-01-01T00:00:00+00:00","to":"2030-01-01T00:01:00+00:00","refused":["""
            + """{"operation":"signIn","code":"signin_failed","user":"bert","count":2},{"operation":"signIn","code":"signin_failed","user":"anna","count":1}]}""",
            counted[0].Request);
        Assert.NotNull(await RefuseAsync("203.0.113.5", "signIn", "signin_failed", "anna", ["harbor"]));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:2::/64")]
    [InlineData("::ffff:203.0.113.5", "203.0.113.5", "203.0.113.5")]
    [InlineData("::1", "::1", "::1")]
    [InlineData(null, "no address", "unknown")]
    public void Addresses_of_one_subscriber_are_one(string? one, string other, string group) =>
        Assert.Equal((group, group), (AddressGroup.Of(one), AddressGroup.Of(other)));

    [Fact]
    public async Task Addresses_beyond_a_thousand_are_others_and_only_counted()
    {
        for (var i = 0; i < Refusals.MostAddresses + 50; i++)
        {
            await RefuseAsync($"10.0.{i / 250}.{i % 250}", "notCatalogued", "session_required", null, Portal);
        }

        Assert.Equal(Refusals.MostAddresses, _log.Calls.Count);
        await NextMinuteAsync(Refusals.MostAddresses + 1);
        Assert.Equal(Refusals.Others, _log.Calls[^1].Address);
        Assert.EndsWith("\"count\":50}]}", _log.Calls[^1].Request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 2500)]
    [InlineData(8000, 6000)]
    public async Task However_much_an_address_makes_up_its_counted_entry_stays_short(int more, int longest)
    {
        var rest = new string('x', more);
        for (var i = 0; i < 5000; i++)
        {
            await RefuseAsync("203.0.113.5", "signIn", "signin_failed", $"user-{i}-{rest}", Portal);
        }

        await NextMinuteAsync(6);
        Assert.InRange(_log.Calls[^1].Request!.Length, 1, longest);
        Assert.Contains("{\"operation\":null,\"code\":null,\"user\":null,\"count\":4975}", _log.Calls[^1].Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_stranger_made_long_is_cut_and_hashed()
    {
        var (one, other) = ("/" + new string('a', 5000) + "1", "/" + new string('a', 5000) + "2");
        foreach (var text in (string[])[one, other])
        {
            var call = Call("203.0.113.5", "notCatalogued", text) with { Method = text, Path = text, BlockchainId = text, Channel = text, Organization = text };
            await _refusals.RecordAsync(call, Denied("session_required"), Portal);
        }

        var texts = _log.Calls.Select(c => (string[])[c.Method!, c.Path!, c.BlockchainId!, c.Channel!, c.Organization!, c.User!]).ToList();
        Assert.All(texts.SelectMany(t => t), t => Assert.InRange(t.Length, 100, ShortText.MaximalLength));
        Assert.All(texts[0].Zip(texts[1]), t => Assert.NotEqual(t.First, t.Second));
        Assert.Matches("^/a{99}… sha256:[0-9a-f]{64}$", texts[0][1]);
    }

    [Fact]
    public async Task Quiet_minute_leaves_no_entry_and_lost_counts_are_kept_for_the_next()
    {
        await _refusals.FlushAsync(default);
        Assert.Empty(_log.Calls);
        _refusals.Count("203.0.113.5", "too_many_requests");
        _log.Refuses = true;
        await _refusals.FlushAsync(default);
        _refusals.Count("203.0.113.5", "too_many_requests");
        _log.Refuses = false;

        await _refusals.FlushAsync(default);

        Assert.EndsWith("""[{"operation":null,"code":"too_many_requests","user":null,"count":2}]}""", Assert.Single(_log.Calls).Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_with_a_text_that_the_database_refuses_are_recorded_without_it()
    {
        _log.RefusesText = "odd";
        for (var i = 0; i < 7; i++)
        {
            await RefuseAsync("203.0.113.5", "signIn", "signin_failed", i < 5 ? "anna" : "odd", Portal);
        }

        await _refusals.FlushAsync(default);
        await _refusals.FlushAsync(default);

        Assert.EndsWith("\"user\":null,\"count\":2}]}", _log.Calls[^1].Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_that_could_not_be_written_use_up_no_entry_and_are_counted()
    {
        string[] logs = ["harbor", "harbor-east"];
        _log.Refuses = true;
        for (var i = 0; i < Refusals.OwnEntries; i++)
        {
            await Assert.ThrowsAsync<AuditUnavailableException>(() => RefuseAsync("203.0.113.5", "signIn", "signin_failed", null, logs));
        }

        _log.Refuses = false;
        Assert.NotNull(await RefuseAsync("203.0.113.5", "signIn", "signin_failed", null, logs));
        await _refusals.FlushAsync(default);

        Assert.Equal(4, _log.Calls.Count);
        Assert.All(_log.Calls.TakeLast(2), c => Assert.EndsWith("\"count\":5}]}", c.Request, StringComparison.Ordinal));
    }

    private async Task NextMinuteAsync(int entries)
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(() => _log.Calls.Count == entries, "the counted entries");
    }

    private async Task<string?> RefuseAsync(string address, string operation, string code, string? user, string[] logs) =>
        await _refusals.RecordAsync(Call(address, operation, user), Denied(code), logs);

    private static AuditCall Call(string address, string operation, string? user) => new()
    {
        Tenant = AuditCall.PortalTenant, Actor = AuditActor.Anonymous, Operation = operation, Address = address, User = user,
    };

    private static AuditResult Denied(string code) => new(AuditOutcomes.Denied) { UpstreamCode = code };

    private sealed class ListedLog : IAuditLog
    {
        private readonly Lock _lock = new();
        private readonly List<AuditCall> _calls = [];

        public bool Refuses { get; set; }

        public string? RefusesText { get; set; }

        public IReadOnlyList<AuditCall> Calls
        {
            get
            {
                lock (_lock)
                {
                    return [.. _calls];
                }
            }
        }

        public ValueTask<string> RecordAsync(AuditCall call, AuditResult result, CancellationToken cancellationToken)
        {
            Assert.False(cancellationToken.CanBeCanceled, "An entry is not given up with its caller.");
            if (Refuses)
            {
                throw new AuditUnavailableException("refused");
            }

            if (RefusesText is { } text && call.Request?.Contains(text, StringComparison.Ordinal) is true)
            {
                throw new AuditUnavailableException("refused", new Microsoft.Data.Sqlite.SqliteException("check", 19));
            }

            lock (_lock)
            {
                _calls.Add(call);
                return ValueTask.FromResult($"{call.Tenant}-{_calls.Count:d12}");
            }
        }

        public ValueTask<AuditIntent> IntentAsync(AuditCall call, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask OutcomeAsync(AuditIntent intent, AuditResult result, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<PendingIntent>> PendingAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
