using System.Collections.Immutable;

using Portal.Contracts;
using Portal.Contracts.Services;

namespace Portal.Model.Services;

/// <summary>The services of a tenant as far as they are known. It never changes: a change makes a new one.</summary>
internal sealed class ServicesState
{
    // A sync of very many announces each of them: one more must not copy all others.
    private readonly ImmutableDictionary<string, ServiceDto> _services;
    private IReadOnlyList<ServiceDto>? _all;

    private ServicesState(ImmutableDictionary<string, ServiceDto> services) => _services = services;

    /// <summary>Before anything was read.</summary>
    public static ServicesState Unread { get; } = new(ImmutableDictionary<string, ServiceDto>.Empty);

    /// <summary>All services by name.</summary>
    public IReadOnlyList<ServiceDto> All => _all ??= [.. _services.Values.OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>True once all of them are known.</summary>
    public bool Complete { get; private init; }

    /// <summary>When the list was last compared with the cloud.</summary>
    public DateTimeOffset? AsOf { get; private init; }

    /// <summary>Why the last comparison failed, or null.</summary>
    public string? Problem { get; private init; }

    /// <summary>Whether the list was ever read.</summary>
    public Reading Reading { get; private init; } = Reading.Of(null, null);

    /// <summary>With a list that was read. What is known and newer stays.</summary>
    /// <param name="page">The list.</param>
    /// <param name="complete">True if what is not in it does not exist.</param>
    public ServicesState With(ServicePage page, bool complete)
    {
        var listed = page.Items.Select(s => s.Id).ToHashSet();
        var services = _services.ToBuilder();
        services.RemoveRange(_services.Values.Where(s => complete && !listed.Contains(s.Id) && s.AsOf < page.AsOf).Select(s => s.Id));
        foreach (var service in page.Items.Where(s => !(services.GetValueOrDefault(s.Id)?.Version >= s.Version)))
        {
            services[service.Id] = service;
        }

        return new(services.ToImmutable()) { Complete = complete, AsOf = page.AsOf, Problem = page.Problem, Reading = page.Reading };
    }

    /// <summary>With one that changed; the same if that is older than what is known.</summary>
    public ServicesState With(ServiceDto service)
    {
        if (_services.GetValueOrDefault(service.Id)?.Version >= service.Version)
        {
            return this;
        }

        var isNewer = !(AsOf >= service.AsOf);
        return new(_services.SetItem(service.Id, service))
        {
            Complete = Complete, AsOf = isNewer ? service.AsOf : AsOf, Problem = isNewer ? null : Problem, Reading = isNewer ? Reading.Known : Reading,
        };
    }

    /// <summary>Without one that is gone.</summary>
    public ServicesState Without(string id) => _services.ContainsKey(id)
        ? new(_services.Remove(id)) { Complete = Complete, AsOf = AsOf, Problem = Problem, Reading = Reading }
        : this;
}
