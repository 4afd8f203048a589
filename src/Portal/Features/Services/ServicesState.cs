using Portal.Contracts.Services;

namespace Portal.Features.Services;

/// <summary>The services of a tenant as one page knows them: a loaded list, kept current by what is pushed.</summary>
internal sealed class ServicesState
{
    private readonly Dictionary<string, ServiceDto> _services = [];
    private readonly HashSet<string> _removed = [];
    private IReadOnlyList<ServiceDto>? _all;

    /// <summary>All services by name.</summary>
    public IReadOnlyList<ServiceDto> All => _all ??= [.. _services.Values.OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>When the list was last compared with the cloud.</summary>
    public DateTimeOffset? AsOf { get; private set; }

    /// <summary>Why the last comparison failed, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Takes a list as it was loaded. What was pushed meanwhile and is newer stays.</summary>
    /// <param name="page">The list.</param>
    /// <param name="complete">True if what is not in it does not exist.</param>
    public void Load(ServicePage page, bool complete = true)
    {
        var listed = page.Items.Select(s => s.Id).ToHashSet();
        foreach (var id in !complete ? [] : _services.Keys.Where(id => !listed.Contains(id) && _services[id].AsOf < page.AsOf).ToList())
        {
            _services.Remove(id);
            _all = null;
        }

        foreach (var service in page.Items.Where(s => !_removed.Contains(s.Id)))
        {
            Push(service);
        }

        (AsOf, Problem) = (page.AsOf, page.Problem);
    }

    /// <summary>Takes one change; an older version than the known one is dropped.</summary>
    public void Push(ServiceDto service)
    {
        if (!_services.TryGetValue(service.Id, out var known) || known.Version < service.Version)
        {
            _services[service.Id] = service;
            _all = null;
            if (service.AsOf > AsOf)
            {
                (AsOf, Problem) = (service.AsOf, null);
            }
        }
    }

    /// <summary>Drops a service that is gone.</summary>
    public void Remove(string id)
    {
        _services.Remove(id);
        _all = null;
        _removed.Add(id);
    }
}
