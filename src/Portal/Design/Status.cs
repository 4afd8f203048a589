namespace Portal.Design;

/// <summary>The shape and colour of a status; the word stands beside it.</summary>
public enum StatusKind
{
    /// <summary>All is well.</summary>
    Good,

    /// <summary>Something is under way.</summary>
    Busy,

    /// <summary>Not begun.</summary>
    Waiting,

    /// <summary>Needs attention.</summary>
    Warning,

    /// <summary>Failed.</summary>
    Bad,

    /// <summary>Nobody knows yet.</summary>
    Unknown,

    /// <summary>Ended without a result.</summary>
    Stopped,
}

/// <summary>A status to show.</summary>
/// <param name="Kind">Shape and colour.</param>
/// <param name="TextKey">Key of the word, or the word itself if upstream sends one that is not known.</param>
public sealed record Status(StatusKind Kind, string TextKey);
