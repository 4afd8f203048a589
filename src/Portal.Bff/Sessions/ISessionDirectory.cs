namespace Portal.Bff.Sessions;

/// <summary>Which sessions live. Others close what belongs to a session that has ended.</summary>
internal interface ISessionDirectory
{
    /// <summary>Raised on this instance with the handle of a session that was just ended here.</summary>
    event Action<string>? Ended;

    /// <summary>Of these handles, those whose session still lives, by one query: also notices what another instance ended.</summary>
    Task<IReadOnlySet<string>> AliveAsync(IReadOnlyCollection<string> handles, CancellationToken cancellationToken);
}
