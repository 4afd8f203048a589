namespace Portal.Bff.Audit;

/// <summary>What an entry says. The numbers are part of the format.</summary>
internal enum AuditKind : byte
{
    /// <summary>A call is about to be made.</summary>
    Intent = 1,

    /// <summary>What became of the call whose intent <see cref="AuditPlace.Ref"/> names.</summary>
    Outcome = 2,

    /// <summary>A read, a refusal or an event, complete in itself.</summary>
    Event = 3,
}
