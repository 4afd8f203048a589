using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Vault;
using Portal.Bff.Tenants;
using Portal.Bff.Tests.Hosting;
using Portal.Bff.Tests.Proxy;

namespace Portal.Bff.Tests.Tenants;

public sealed class TenantDirectoryTests
{
    [Fact]
    public async Task Change_that_comes_while_the_tenants_are_read_is_known_to_whoever_asks_next()
    {
        using var folder = new TemporaryFolder();
        await using var cloud = await RecordingCloud.StartAsync();
        await using var bff = await BffHost.StartAsync(cloud.Settings(folder.Path, projectKnown: false), folder.Path);
        var clock = new HookedClock();
        var directory = new TenantDirectory(
            bff.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>(), bff.Services.GetRequiredService<SecretVault>(), clock);

        // The rows have been read, and nobody knows them yet.
        Task learning = Task.CompletedTask;
        clock.Next = () => learning = directory.LearnProjectAsync(RecordingCloud.Tenant, "learned", default);
        var before = await directory.FindAsync(RecordingCloud.Tenant, default);
        await learning;
        var after = await directory.FindAsync(RecordingCloud.Tenant, default);

        Assert.Equal((null, "learned"), (before?.ProjectId, after?.ProjectId));
    }

    private sealed class HookedClock : TimeProvider
    {
        public Action? Next { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            var next = Next;
            Next = null;
            next?.Invoke();
            return base.GetUtcNow();
        }
    }
}
