using Microsoft.Extensions.Options;

namespace Bcs.Sandbox.Engine;

/// <summary>
/// Simulated time: a function of real time, so that nothing ticks and a restart finds the time that would have passed.
/// Never runs backwards.
/// </summary>
internal sealed class SandboxClock
{
    public const double MaxSpeed = 100_000;
    private const long NanosecondsPerTick = 100;

    private readonly Lock _gate = new();
    private readonly TimeProvider _real;
    private ClockAnchor _anchor;
    private long _lastTicks;

    public SandboxClock(TimeProvider real, IOptions<SandboxOptions> options)
    {
        _real = real;
        var now = real.GetUtcNow().UtcTicks;
        _anchor = new ClockAnchor(now, now, options.Value.Speed);
    }

    /// <summary>Simulated seconds per real second.</summary>
    public double Speed
    {
        get
        {
            lock (_gate)
            {
                return _anchor.Speed;
            }
        }
    }

    /// <summary>What a state file keeps of the clock.</summary>
    public ClockAnchor Anchor
    {
        get
        {
            lock (_gate)
            {
                return _anchor;
            }
        }
    }

    public DateTimeOffset UtcNow => new(NowTicks(), TimeSpan.Zero);

    /// <summary>Real time, for what tools outside of the simulation judge.</summary>
    public DateTimeOffset RealUtcNow => _real.GetUtcNow();

    /// <summary>Nanoseconds since 1970.</summary>
    public long Now => ToNanoseconds(UtcNow);

    public static bool IsSpeed(double speed) => double.IsFinite(speed) && speed is >= 0 and <= MaxSpeed;

    public static long ToNanoseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * NanosecondsPerTick;

    /// <summary>So many seconds in nanoseconds.</summary>
    public static long Seconds(int seconds) => seconds * 1_000_000_000L;

    public static DateTimeOffset FromNanoseconds(long nanoseconds) =>
        new(DateTimeOffset.UnixEpoch.UtcTicks + (nanoseconds / NanosecondsPerTick), TimeSpan.Zero);

    /// <summary>Runs at another speed from now on.</summary>
    public void SetSpeed(double speed)
    {
        lock (_gate)
        {
            _anchor = new ClockAnchor(_real.GetUtcNow().UtcTicks, ComputeTicks(), speed);
        }
    }

    /// <summary>Jumps ahead.</summary>
    public void Advance(TimeSpan by)
    {
        lock (_gate)
        {
            _anchor = new ClockAnchor(_real.GetUtcNow().UtcTicks, ComputeTicks() + by.Ticks, _anchor.Speed);
        }
    }

    /// <summary>Goes on where a state file left off, at the configured speed.</summary>
    public void Restore(ClockAnchor anchor)
    {
        lock (_gate)
        {
            var speed = _anchor.Speed;
            _anchor = anchor;
            _lastTicks = 0;
            _anchor = new ClockAnchor(_real.GetUtcNow().UtcTicks, ComputeTicks(), speed);
        }
    }

    private long NowTicks()
    {
        lock (_gate)
        {
            return ComputeTicks();
        }
    }

    private long ComputeTicks()
    {
        var elapsed = Math.Max(0, _real.GetUtcNow().UtcTicks - _anchor.RealTicks);
        _lastTicks = Math.Max(_lastTicks, _anchor.SimulatedTicks + (long)(elapsed * _anchor.Speed));
        return _lastTicks;
    }
}
