using Bcs.Api.Client;

namespace Portal.Live;

/// <summary>
/// A question to the gateway whose answer stays current: it is asked, what is pushed meanwhile and later is applied by its version, and it is asked
/// again after a gap. An answer that arrives after the answer to a later asking, or to another question, is dropped; while asking fails, the last
/// answer stays with its age. Everything happens on the component's dispatcher.
/// </summary>
/// <typeparam name="T">What the component shows. Values are never changed: a change makes a new one.</typeparam>
internal sealed class LiveQuery<T> : IDisposable
    where T : class
{
    private readonly LiveReading<T> _read;
    private readonly TimeProvider _time;
    private readonly Action<Func<Task>> _post;
    private readonly CancellationToken _gone;
    private readonly FeedSubscription? _subscription;
    private readonly List<(int Begun, Func<bool> Step)> _meanwhile = [];

    private LiveKind<T>? _whole;
    private (string Tenant, string? About)? _asked;
    private int _question;
    private int _begun;
    private int _answered;
    private int _underWay;

    /// <summary>Makes a query that was not asked yet.</summary>
    /// <param name="read">Asks the gateway.</param>
    /// <param name="feed">What is pushed; null for a page that is made on the server and then sent.</param>
    /// <param name="time">Clock.</param>
    /// <param name="post">Runs a change on the component's dispatcher and draws the component afterwards.</param>
    /// <param name="gone">Cancelled with the component.</param>
    public LiveQuery(LiveReading<T> read, EventFeed? feed, TimeProvider time, Action<Func<Task>> post, CancellationToken gone)
    {
        (_read, _time, _post, _gone) = (read, time, post, gone);
        _subscription = feed?.Subscribe(s => s.Reconnected = () => post(() => _asked is null ? Task.CompletedTask : InBackground(ReloadAsync())));
    }

    /// <summary>What is known; null before the first answer.</summary>
    public T? Value { get; private set; }

    /// <summary>When the value was last known to be current, UTC: read, pushed as a whole, or changed by an event while no reading has failed.</summary>
    public DateTimeOffset? AsOf { get; private set; }

    /// <summary>The last answer if it was no success; null otherwise. The value before it stays.</summary>
    public BcsResult<T>? Failure { get; private set; }

    /// <summary>True to show the last answer until a new question of the same tenant is answered; otherwise it vanishes at once.</summary>
    public bool KeepsLastAnswer { get; init; }

    /// <summary>Runs with each new value: the one before, or null, and the new one.</summary>
    public Action<T?, T>? Changed { get; set; }

    /// <summary>The value is pushed as a whole: a newer version takes the place of what is known and of a failed reading; an older one is dropped, and an older answer too.</summary>
    /// <param name="about">True for events about what was asked.</param>
    public LiveQuery<T> Follow(Func<T, bool> about)
    {
        _whole = LiveKinds.Of<T>();
        return Hear<T>(pushed =>
        {
            if (about(pushed) && !(Value is { } known && _whole.IsOld(pushed, known)))
            {
                Failure = null;
                Keep(pushed);
            }

            return false;
        });
    }

    /// <summary>A kind of event changes a part of the value.</summary>
    /// <typeparam name="TEvent">What the event carries; one of <see cref="LiveKinds"/>.</typeparam>
    /// <param name="change">Makes the value with the event; returns the same value if nothing changes. It may run more than once for one event.</param>
    public LiveQuery<T> On<TEvent>(Func<T, TEvent, T> change) => Hear<TEvent>(pushed =>
    {
        if (Value is { } known && change(known, pushed) is var changed && !ReferenceEquals(changed, known))
        {
            Keep(changed);
        }

        return false;
    });

    /// <summary>A kind of event tells that the question has to be asked again.</summary>
    /// <typeparam name="TEvent">What the event carries; one of <see cref="LiveKinds"/>.</typeparam>
    /// <param name="missed">True if it does; null for always.</param>
    public LiveQuery<T> ReloadOn<TEvent>(Func<T?, TEvent, bool>? missed = null) => Hear<TEvent>(pushed => missed?.Invoke(Value, pushed) ?? true);

    /// <summary>Asks, unless the same was asked last.</summary>
    /// <param name="tenant">Tenant. Events of others are not heard.</param>
    /// <param name="about">What tells the question from others in the tenant.</param>
    public Task AskAsync(string tenant, string? about = null)
    {
        if (_asked == (tenant, about))
        {
            return Task.CompletedTask;
        }

        if (!KeepsLastAnswer || _asked?.Tenant != tenant)
        {
            (Value, AsOf) = (null, null);
        }

        (_asked, Failure) = ((tenant, about), null);
        _question++;
        _meanwhile.Clear();
        return ReloadAsync();
    }

    /// <summary>Asks the same again.</summary>
    public async Task ReloadAsync()
    {
        var (question, turn) = (_question, ++_begun);
        BcsResult<T> result;
        _underWay++;
        try
        {
            result = await _read(part => Take(question, turn, new BcsResult<T>.Ok(part, null)), _gone);
        }
        finally
        {
            _underWay--;
        }

        var missed = Take(question, turn, result);
        if (_underWay == 0)
        {
            _meanwhile.Clear();
        }

        if (missed)
        {
            await ReloadAsync();
        }
    }

    /// <summary>The reader changed something that the gateway has taken.</summary>
    /// <param name="change">Makes the new value. It may run more than once.</param>
    public void Change(Func<T, T> change) => _ = Heard(() =>
    {
        if (Value is { } known)
        {
            Keep(change(known));
        }

        return false;
    });

    /// <summary>Ends the query: nothing is heard any more.</summary>
    public void Dispose() => _subscription?.Dispose();

    private LiveQuery<T> Hear<TEvent>(Func<TEvent, bool> step)
    {
        var kind = LiveKinds.Of<TEvent>();
        _subscription?.On<TEvent>(pushed => _post(() =>
            kind.Tenant(pushed) == _asked?.Tenant && Heard(() => step(pushed)) ? InBackground(ReloadAsync()) : Task.CompletedTask));
        return this;
    }

    // An answer under way may be older than an event or newer: the event is applied to what is shown, and to the answer once more.
    private bool Heard(Func<bool> step)
    {
        if (_gone.IsCancellationRequested)
        {
            return false;
        }

        if (_underWay == 0)
        {
            return step();
        }

        _meanwhile.Add((_begun, step));
        step();
        return false;
    }

    private bool Take(int question, int turn, BcsResult<T> result)
    {
        if (_gone.IsCancellationRequested || question != _question || turn < _answered)
        {
            return false;
        }

        (_answered, Failure) = (turn, result is BcsResult<T>.Ok ? null : result);
        if (result is BcsResult<T>.Ok { Value: var answer } && !(Value is { } known && _whole?.IsOld(answer, known) is true))
        {
            Keep(answer);
        }
        else if (Failure is null)
        {
            AsOf = _time.GetUtcNow();
        }

        return _meanwhile.Where(m => m.Begun >= turn).ToList().Aggregate(false, (missed, m) => m.Step() || missed);
    }

    private void Keep(T value)
    {
        // After a failed reading something may have been missed: one change more does not make the rest current.
        var before = Value;
        (Value, AsOf) = (value, Failure is null ? _time.GetUtcNow() : AsOf);
        Changed?.Invoke(before, value);
    }

    // What is drawn now must not wait for an answer; a fault of it comes up on the page.
    private Task InBackground(Task reading)
    {
        if (!reading.IsCompleted)
        {
            _ = AfterwardsAsync();
            return Task.CompletedTask;
        }

        return reading;

        async Task AfterwardsAsync()
        {
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _post(() => reading);
        }
    }
}

/// <summary>Asks the gateway for what a query shows.</summary>
/// <param name="part">Shows a part of the answer before the rest is there.</param>
/// <param name="cancellationToken">Cancelled with the component.</param>
internal delegate Task<BcsResult<T>> LiveReading<T>(Action<T> part, CancellationToken cancellationToken);
