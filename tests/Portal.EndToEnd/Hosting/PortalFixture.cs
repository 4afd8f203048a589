using System.Net.Http.Json;

using Portal.Testing;

using Xunit.Abstractions;

// Most of a browser's test is waiting, so two of them share a machine.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
[assembly: TestCollectionOrderer("Portal.EndToEnd.Hosting.MostTestsFirst", "Portal.EndToEnd")]

namespace Portal.EndToEnd.Hosting;

/// <summary>Chromium and one running portal, shared by the tests that may meet what others have left.</summary>
public sealed class PortalFixture : IAsyncLifetime
{
    /// <summary>The browser.</summary>
    public Chromium Chromium { get; } = new();

    /// <summary>The portal.</summary>
    public PortalProcesses Portal { get; private set; } = null!;

    /// <summary>The companies.</summary>
    public IReadOnlyList<SandboxTenant> Tenants { get; private set; } = [];

    public async Task InitializeAsync()
    {
        await Chromium.InitializeAsync();
        Portal = await PortalProcesses.StartAsync(relayed: true);
        Tenants = await Portal.Sandbox.DemoAsync();

        // More than the usual five: many tests leave a service behind.
        foreach (var tenant in Tenants)
        {
            using var answer = await Portal.Sandbox.Http.PutAsJsonAsync($"/sandbox/tenants/{tenant.Tenant}", new { serviceQuota = 100 });
            answer.EnsureSuccessStatusCode();
        }
    }

    public async Task DisposeAsync()
    {
        await Chromium.DisposeAsync();
        await Portal.DisposeAsync();
    }

    /// <summary>A company.</summary>
    public SandboxTenant Tenant(string id) => Tenants.Single(t => t.Tenant == id);
}

/// <summary>The tests that share <see cref="PortalFixture"/>.</summary>
[CollectionDefinition(Name)]
public sealed class PortalCollection : ICollectionFixture<PortalFixture>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "portal";
}

/// <summary>Begins with the collection that has the most tests: the others fit in beside it.</summary>
public sealed class MostTestsFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(c => c.DisplayName != PortalCollection.Name).ThenBy(c => c.DisplayName, StringComparer.Ordinal);
}
