namespace Portal.Contracts.Monitoring;

/// <summary>The severities of alarms.</summary>
public static class AlarmSeverities
{
    /// <summary>Something does not work.</summary>
    public const string Critical = "Critical";

    /// <summary>Something is about to stop working.</summary>
    public const string Major = "Major";

    /// <summary>Something is not as it should be.</summary>
    public const string Minor = "Minor";

    /// <summary>Good to know.</summary>
    public const string Info = "Info";

    /// <summary>All, the most severe first.</summary>
    public static IReadOnlyList<string> All { get; } = [Critical, Major, Minor, Info];

    /// <summary>Where it stands among <see cref="All"/>; one that is not known comes last.</summary>
    /// <param name="severity">A severity.</param>
    public static int Rank(string severity) => severity switch { Critical => 0, Major => 1, Minor => 2, Info => 3, _ => 4 };
}
