using Bcs.Api.Client;

using Portal.Contracts.Certificates;
using Portal.Contracts.Operations;
using Portal.Contracts.Services;
using Portal.Live;
using Portal.Testing;

namespace Portal.Tests.Live;

public sealed class LiveQueryTests : IDisposable
{
    private const string Tenant = PortalContext.Tenant;

    private readonly EventFeed _feed = new();
    private readonly ManualTimeProvider _time = new();
    private readonly CancellationTokenSource _gone = new();
    private readonly List<TaskCompletionSource<BcsResult<ServiceDto>>> _asked = [];
    private readonly LiveQuery<ServiceDto> _query;
    private Action<ServiceDto> _part = _ => { };
    private int _drawn;

    public LiveQueryTests() => _query = New().Follow(s => s.Id == "service-1");

    public void Dispose()
    {
        _query.Dispose();
        _gone.Dispose();
    }

    [Fact]
    public async Task Same_question_is_asked_once_and_another_one_drops_the_answer()
    {
        var first = _query.AskAsync(Tenant, "a");
        Answer(0, 1);
        await first;
        await _query.AskAsync(Tenant, "a");
        Assert.Single(_asked);

        _ = _query.AskAsync(Tenant, "b");

        Assert.Equal((2, null, null), (_asked.Count, _query.Value, _query.AsOf));
    }

    [Fact]
    public async Task Last_answer_may_stay_until_the_next_but_never_in_another_tenant()
    {
        using var query = New(keeps: true);
        var first = query.AskAsync(Tenant, "a");
        Answer(0, 1);
        await first;

        _ = query.AskAsync(Tenant, "b");
        Assert.NotNull(query.Value);

        _ = query.AskAsync("meridian", "b");
        Assert.Null(query.Value);
    }

    [Fact]
    public async Task Answer_to_an_earlier_question_is_dropped()
    {
        var first = _query.AskAsync(Tenant, "a");
        var second = _query.AskAsync(Tenant, "b");
        Answer(1, 2);
        await second;

        Answer(0, 9);
        await first;

        Assert.Equal(2, _query.Value!.Version);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answer_that_is_overtaken_by_that_of_a_later_asking_is_dropped(bool refused)
    {
        using var query = New();
        var first = query.AskAsync(Tenant);
        var second = query.ReloadAsync();
        Answer(1, 1, "new");
        await second;

        _asked[0].SetResult(refused ? Refused() : Ok(2, "old"));
        await first;

        Assert.Equal(("new", null), (query.Value!.Name, query.Failure));
    }

    [Fact]
    public async Task Event_that_comes_before_the_answer_is_newer_than_it()
    {
        var asking = _query.AskAsync(Tenant);
        await _feed.PublishAsync(Some.Service(version: 3, name: "pushed"));
        Answer(0, 2);
        await asking;

        Assert.Equal(("pushed", 3), (_query.Value!.Name, _query.Value.Version));
    }

    [Fact]
    public async Task Event_of_a_part_is_applied_to_what_is_shown_and_to_an_answer_under_way()
    {
        using var query = New().On<CertificateDto>((s, c) => s with { Name = s.Name + "+" + c.Id });
        await AskAsync(query, 1);
        var again = query.ReloadAsync();

        await _feed.PublishAsync(Certificate("c-1"));
        Assert.Equal("cold-chain+c-1", query.Value!.Name);
        Answer(1, 2, "answer");
        await again;

        Assert.Equal("answer+c-1", query.Value!.Name);
        await query.ReloadAsync(() => Answer(2, 3, "later"));
        Assert.Equal("later", query.Value!.Name);
    }

    [Fact]
    public async Task Older_version_and_other_things_change_nothing()
    {
        await AskAsync(_query, 5);

        await _feed.PublishAsync(Some.Service(version: 4));
        await _feed.PublishAsync(Some.Service(id: "service-2", version: 9));
        await _feed.PublishAsync(Some.Service(version: 9) with { Tenant = "meridian" });
        await _query.ReloadAsync(() => Answer(1, 4));

        Assert.Equal(5, _query.Value!.Version);
    }

    [Fact]
    public async Task What_was_not_found_appears_when_it_is_pushed()
    {
        var asking = _query.AskAsync(Tenant);
        _asked[0].SetResult(Refused());
        await asking;

        await _feed.PublishAsync(Some.Service(version: 1));

        Assert.Equal(1, _query.Value!.Version);
    }

    [Fact]
    public async Task Missing_version_is_read_once_however_many_events_show_the_gap()
    {
        using var query = New().ReloadOn<OperationDto>((s, o) => o.Version > s?.Version + 1);
        await AskAsync(query, 1);

        await _feed.PublishAsync(Some.Operation(2));
        Assert.Single(_asked);
        await _feed.PublishAsync(Some.Operation(4));
        await _feed.PublishAsync(Some.Operation(5));
        await _feed.PublishAsync(Some.Operation(6));
        Assert.Equal(2, _asked.Count);

        Answer(1, 6);
        Assert.Equal((2, 6), (_asked.Count, query.Value!.Version));
    }

    [Fact]
    public async Task Gap_that_an_answer_under_way_does_not_fill_is_read_again()
    {
        using var query = New().ReloadOn<OperationDto>((s, o) => o.Version > s?.Version + 1);
        var asking = query.AskAsync(Tenant);
        await _feed.PublishAsync(Some.Operation(9));
        Answer(0, 1);
        Assert.Equal(2, _asked.Count);

        Answer(1, 9);
        await asking;

        Assert.Equal((2, 9), (_asked.Count, query.Value!.Version));
    }

    [Fact]
    public async Task Coming_back_after_a_gap_asks_again()
    {
        await AskAsync(_query, 1);

        await _feed.ConnectionChanged(false, afterGap: false);
        await _feed.ConnectionChanged(true, afterGap: true);
        Assert.Equal(2, _asked.Count);
        Answer(1, 7);

        Assert.Equal(7, _query.Value!.Version);
        Assert.True(_drawn > 0);
    }

    [Fact]
    public async Task Query_that_was_never_asked_asks_nothing()
    {
        await _feed.ConnectionChanged(true, afterGap: true);
        await _feed.PublishAsync(Some.Service(version: 2));

        Assert.Equal((0, null), (_asked.Count, _query.Value));
    }

    [Fact]
    public async Task Problem_keeps_what_was_known_with_its_age_and_goes_with_the_next_answer()
    {
        await AskAsync(_query, 1);
        var known = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMinutes(5));

        await _query.ReloadAsync(() => _asked[1].SetResult(Refused()));
        Assert.Equal((1, known), (_query.Value!.Version, _query.AsOf));
        Assert.IsType<BcsResult<ServiceDto>.Refused>(_query.Failure);

        await _query.ReloadAsync(() => Answer(2, 2));
        Assert.Equal((2, _time.GetUtcNow(), null), (_query.Value!.Version, _query.AsOf, _query.Failure));
    }

    [Fact]
    public async Task Event_makes_what_is_known_young_again()
    {
        await AskAsync(_query, 1);
        _time.Advance(TimeSpan.FromMinutes(5));

        await _feed.PublishAsync(Some.Service(version: 2));

        Assert.Equal(_time.GetUtcNow(), _query.AsOf);
    }

    [Fact]
    public async Task Event_after_a_failed_reading_makes_only_what_is_pushed_as_a_whole_current()
    {
        using var list = New().On<CertificateDto>((s, c) => s with { Name = c.Id });
        await AskAsync(list, 1);
        await AskAsync(_query, 1);
        var known = _time.GetUtcNow();
        await list.ReloadAsync(() => _asked[2].SetResult(Refused()));
        await _query.ReloadAsync(() => _asked[3].SetResult(Refused()));
        _time.Advance(TimeSpan.FromMinutes(5));

        await _feed.PublishAsync(Certificate("c-1"));
        await _feed.PublishAsync(Some.Service(version: 2));

        Assert.Equal(("c-1", known, false), (list.Value!.Name, list.AsOf, list.Failure is null));
        Assert.Equal((2, _time.GetUtcNow(), true), (_query.Value!.Version, _query.AsOf, _query.Failure is null));
    }

    [Fact]
    public async Task Part_of_an_answer_is_shown_unless_another_question_was_asked()
    {
        var asking = _query.AskAsync(Tenant, "a");
        _part(Some.Service(version: 1, name: "part"));
        Assert.Equal("part", _query.Value!.Name);

        var late = _part;
        _ = _query.AskAsync(Tenant, "b");
        late(Some.Service(version: 2, name: "late"));
        Answer(0, 3);
        await asking;

        Assert.Null(_query.Value);
    }

    [Fact]
    public async Task Component_that_is_gone_gets_nothing()
    {
        await AskAsync(_query, 1);
        var again = _query.ReloadAsync();
        await _gone.CancelAsync();

        await _feed.PublishAsync(Some.Service(version: 2));
        Answer(1, 3);
        await again;
        Assert.Equal(1, _query.Value!.Version);

        _query.Dispose();
        await _feed.ConnectionChanged(true, afterGap: true);
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task Fault_of_a_reading_in_the_background_comes_up_on_the_page()
    {
        var faults = new List<Exception>();
        using var query = new LiveQuery<ServiceDto>(Read, _feed, _time, change => change().ContinueWith(t => faults.AddRange(t.Exception?.InnerExceptions ?? []), TaskScheduler.Default), _gone.Token);
        await AskAsync(query, 1);
        await _feed.ConnectionChanged(true, afterGap: true);

        _asked[1].SetException(new InvalidOperationException("broken"));

        await Eventually.TrueAsync(() => faults is [InvalidOperationException], "the fault is handed on");
    }

    private static BcsResult<ServiceDto> Ok(long version, string name = "cold-chain") => new BcsResult<ServiceDto>.Ok(Some.Service(version: version, name: name), null);

    private static BcsResult<ServiceDto> Refused() => new BcsResult<ServiceDto>.Refused(new BcsError(404, "not_found", ""));

    private static CertificateDto Certificate(string id) => new(
        id, Tenant, 1, "service-1", "cold-chain", "organization", "alice", CertificateKinds.Generated, false, null, null, null, null, CertificateStates.Active, null, 1, "00", "operator", Some.Start, "a-1", null);

    private LiveQuery<ServiceDto> New(bool keeps = false) => new(Read, _feed, _time, Post, _gone.Token) { KeepsLastAnswer = keeps };

    private Task<BcsResult<ServiceDto>> Read(Action<ServiceDto> part, CancellationToken cancellationToken)
    {
        _part = part;
        _asked.Add(new());
        return _asked[^1].Task;
    }

    private void Post(Func<Task> change)
    {
        _drawn++;
        Assert.True(change().IsCompletedSuccessfully, "a change must not hold up what is drawn");
    }

    private async Task AskAsync(LiveQuery<ServiceDto> query, long version)
    {
        var asking = query.AskAsync(Tenant);
        Answer(_asked.Count - 1, version);
        await asking;
    }

    private void Answer(int asked, long version, string name = "cold-chain") => _asked[asked].SetResult(Ok(version, name));
}

file static class Reloading
{
    public static async Task ReloadAsync<T>(this LiveQuery<T> query, Action answer)
        where T : class
    {
        var reading = query.ReloadAsync();
        answer();
        await reading;
    }
}
