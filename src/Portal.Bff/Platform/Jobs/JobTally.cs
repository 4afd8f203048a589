using System.Globalization;

namespace Portal.Bff.Platform.Jobs;

/// <summary>How the rounds of a loop ended, in words for the history. Rounds may end at the same time.</summary>
internal sealed class JobTally
{
    private readonly Lock _gate = new();
    private int _rounds;
    private int _worked;
    private int _failed;
    private bool _failing;
    private string? _last;
    private Exception? _fault;

    /// <summary>Notes a round that ended well.</summary>
    /// <param name="summary">What it did, or null.</param>
    /// <returns>True for the first after one that failed.</returns>
    public bool Ended(string? summary)
    {
        lock (_gate)
        {
            _rounds++;
            if (summary is not null)
            {
                _worked++;
                _last = summary;
            }

            (var recovered, _failing) = (_failing, false);
            return recovered;
        }
    }

    /// <summary>Notes a round that failed.</summary>
    /// <returns>True for the first of several in a row.</returns>
    public bool Failed(Exception fault)
    {
        lock (_gate)
        {
            _rounds++;
            _failed++;
            _fault = fault;
            (var before, _failing) = (_failing, true);
            return !before;
        }
    }

    /// <summary>The result of the run.</summary>
    /// <exception cref="JobFailedException">All rounds failed.</exception>
    public string Result()
    {
        lock (_gate)
        {
            if (_fault is not null && _failed == _rounds)
            {
                throw new JobFailedException(string.Create(CultureInfo.InvariantCulture, $"All {_rounds} rounds failed; the last: {_fault.Message}"), _fault);
            }

            return _worked == 0 && _fault is null
                ? JobResults.NothingDue
                : string.Create(CultureInfo.InvariantCulture, $"{_worked} of {_rounds} rounds did something")
                    + (_fault is null ? "" : string.Create(CultureInfo.InvariantCulture, $", {_failed} failed ({_fault.GetType().Name})"))
                    + (_last is null ? "" : $"; last: {_last}");
        }
    }
}

/// <summary>A loop of which no round ended well.</summary>
internal sealed class JobFailedException(string message, Exception inner) : Exception(message, inner);

/// <summary>Results of runs that are no news.</summary>
internal static class JobResults
{
    /// <summary>Nothing was due.</summary>
    public const string NothingDue = "nothing was due";

    /// <summary>The loop runs in this process already.</summary>
    public const string RunsAlready = "runs already";

    /// <summary>The process, or the scheduler in it, stops.</summary>
    public const string Stopped = "the process stops";

    /// <summary>An older version stored it, and this one has no job of that name.</summary>
    public const string NotKnown = "no longer known";
}
