namespace Portal.Bff.Audit;

/// <summary>What a reader asks for; every part but the tenant may be absent.</summary>
internal sealed record AuditQuery
{
    public required string Tenant { get; init; }

    /// <summary>Only this person's records: a reader without the right to the whole tenant.</summary>
    public string? OnlyActorId { get; init; }

    /// <summary>From this moment on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Id or name of the actor.</summary>
    public string? Actor { get; init; }

    /// <summary>Name of an action, or of an operation.</summary>
    public string? Action { get; init; }

    /// <summary>Id of a service, or name of a channel, organisation or user.</summary>
    public string? Resource { get; init; }

    public string? Outcome { get; init; }

    /// <summary>Free text.</summary>
    public string? Text { get; init; }

    /// <summary>Whether to show the minutely entries about background reads.</summary>
    public bool Background { get; init; }

    /// <summary>Where the page before ended.</summary>
    public AuditCursor? Cursor { get; init; }

    /// <summary>1 to 200.</summary>
    public int Limit { get; init; } = DefaultLimit;

    public const int DefaultLimit = 50;
    public const int MaximalLimit = 200;
    public const int MaximalText = 200;
}
