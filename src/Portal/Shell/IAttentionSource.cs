using Portal.Contracts.Session;

namespace Portal.Shell;

/// <summary>
/// Where things that wait come from. One for each subject, registered in <see cref="AttentionSlice"/>; the overview asks all of them,
/// each on its own, when it is opened and every minute while somebody looks at it.
/// </summary>
public interface IAttentionSource
{
    /// <summary>True if the person may read what it takes. It is not asked otherwise.</summary>
    /// <param name="tenant">Tenant, with what the person may do in it.</param>
    bool Applies(TenantDto tenant);

    /// <summary>What waits now; null if that cannot be read at the moment, and what is shown stays.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="cancellationToken">Cancelled when the overview is left.</param>
    Task<IReadOnlyList<Attention>?> ReadAsync(TenantDto tenant, CancellationToken cancellationToken);

    /// <summary>Says when it should be asked again before its minute is over, on any thread; null if nothing tells.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="changed">To be called on each change.</param>
    /// <returns>Ends the watch.</returns>
    IDisposable? Watch(TenantDto tenant, Action changed) => null;
}
