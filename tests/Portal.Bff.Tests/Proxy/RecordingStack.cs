using Bcs.Api.Catalogue;

using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Identity;
using Portal.Bff.Tests.Hosting;

namespace Portal.Bff.Tests.Proxy;

/// <summary>A BFF in front of a cloud that records, and a person who has signed in.</summary>
public class RecordingStack : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-bff");

    internal RecordingCloud Cloud { get; private set; } = null!;

    internal Withholding Access { get; private set; } = null!;

    public BffHost Bff { get; private set; } = null!;

    public PortalBrowser Browser { get; private set; } = null!;

    public string Folder => _folder.FullName;

    /// <summary>True if the tenant's credential is an access key.</summary>
    protected virtual bool Signs => false;

    public async Task InitializeAsync()
    {
        Cloud = await RecordingCloud.StartAsync();
        Bff = await BffHost.StartAsync(Cloud.Settings(Folder, Signs), Folder, services => services
            .AddSingleton<AccessEngine>()
            .AddSingleton<IAccessEngine>(provider => Access = new Withholding(provider.GetRequiredService<AccessEngine>())));
        Browser = await RecordingCloud.SignInAsync(Bff);
    }

    public async Task DisposeAsync()
    {
        Browser.Dispose();
        await Bff.DisposeAsync();
        await Cloud.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    /// <summary>The entries of the tenant's log from a number on, decoded.</summary>
    internal async Task<List<AuditEntry>> EntriesAsync(long from = 1)
    {
        var entries = new List<AuditEntry>();
        await foreach (var row in Bff.Services.GetRequiredService<AuditReader>().EntriesAsync(RecordingCloud.Tenant, default))
        {
            if (row.Seq >= from)
            {
                entries.Add(AuditFormatReader.Decode(row.Bytes));
            }
        }

        return entries;
    }

    /// <summary>Every role as it is, but for one action that a test takes away.</summary>
    internal sealed class Withholding(AccessEngine real) : IAccessEngine
    {
        public BcsOperation? Withheld { get; set; }

        public async ValueTask<IReadOnlySet<string>> ActionsAsync(PortalSession session, string tenantId, CancellationToken cancellationToken) =>
            (await real.ActionsAsync(session, tenantId, cancellationToken)).Where(a => a != Withheld?.Action).ToHashSet();

        public ValueTask<bool> IsTenantAsync(string tenantId, CancellationToken cancellationToken) => real.IsTenantAsync(tenantId, cancellationToken);

        public ValueTask<IReadOnlyList<string>> RolesAsync(Holder holder, string tenantId, CancellationToken cancellationToken) =>
            real.RolesAsync(holder, tenantId, cancellationToken);
    }
}

/// <summary>The same with a tenant that has an access key.</summary>
public sealed class SigningStack : RecordingStack
{
    protected override bool Signs => true;
}
