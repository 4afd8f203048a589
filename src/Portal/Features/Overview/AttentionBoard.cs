using Portal.Contracts.Session;
using Portal.Shell;

namespace Portal.Features.Overview;

/// <summary>What waits according to the sources, for one overview.</summary>
/// <param name="sources">The sources.</param>
/// <param name="tenant">Tenant.</param>
/// <param name="post">Runs on the page, which is drawn afterwards.</param>
/// <param name="gone">Cancelled when the page is left.</param>
internal sealed class AttentionBoard(IEnumerable<IAttentionSource> sources, TenantDto tenant, Action<Func<Task>> post, CancellationToken gone) : IDisposable
{
    private readonly IReadOnlyList<IAttentionSource> _sources = [.. sources.Where(s => s.Applies(tenant))];
    private readonly Dictionary<IAttentionSource, IReadOnlyList<Attention>> _items = [];
    private readonly List<IDisposable> _watches = [];

    /// <summary>What waits, source by source.</summary>
    public IEnumerable<Attention> Items => _sources.SelectMany(s => _items.GetValueOrDefault(s) ?? []);

    /// <summary>True once every source could be read: only then nothing waits if nothing is there.</summary>
    public bool Complete => _sources.All(_items.ContainsKey);

    /// <summary>Watches all sources and asks each for the first time.</summary>
    public void Begin()
    {
        _watches.AddRange(_sources.Select(s => s.Watch(tenant, () => post(() => ReadAsync(s)))).OfType<IDisposable>());
        Refresh();
    }

    /// <summary>Asks all again. One that is slow holds up none of the others.</summary>
    public void Refresh()
    {
        foreach (var source in _sources)
        {
            _ = AskAsync(source);
        }
    }

    public void Dispose() => _watches.ForEach(w => w.Dispose());

    private async Task AskAsync(IAttentionSource source)
    {
        var reading = ReadAsync(source);
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // Once it is over, the page is drawn; a fault comes up there.
        post(() => reading);
    }

    private async Task ReadAsync(IAttentionSource source)
    {
        if (await source.ReadAsync(tenant, gone) is { } items)
        {
            _items[source] = items;
        }
    }
}
