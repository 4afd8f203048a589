using System.Collections.Frozen;
using System.Text;

using Bcs.Api.Iam;
using Bcs.Api.Signing;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Vault;

namespace Portal.Bff.Tenants;

/// <summary>The tenants that are not retired, held as one snapshot that is read anew every few seconds.</summary>
internal sealed class TenantDirectory(IDbContextFactory<PortalDbContext> contexts, SecretVault vault, TimeProvider time)
{
    private const string PasswordPurpose = "credential-password";
    private const string SecretKeyPurpose = "credential-secret-key";
    private static readonly TimeSpan ReadAnewAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private volatile Snapshot? _snapshot;
    private int _changes;

    /// <summary>One tenant, or null.</summary>
    public async ValueTask<Tenant?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).GetValueOrDefault(id);

    /// <summary>Every tenant by its id; one that is retired is none.</summary>
    public ValueTask<FrozenDictionary<string, Tenant>> AllAsync(CancellationToken cancellationToken) =>
        _snapshot is { } snapshot && time.GetUtcNow() - snapshot.At < ReadAnewAfter
            ? ValueTask.FromResult(snapshot.Tenants)
            : LoadAsync(cancellationToken);

    /// <summary>User and password of a tenant's credential, or null. For IAM alone.</summary>
    public async Task<(string User, string Password)?> CredentialAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<TenantRow>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id && t.RetiredAt == null, cancellationToken);
        return row is { CredentialUser: { } user, CredentialPassword: { } password }
            ? (user, Encoding.UTF8.GetString(await vault.OpenAsync(id, PasswordPurpose, password, cancellationToken)))
            : null;
    }

    /// <summary>Access key of a tenant's credential, or null. For signing alone.</summary>
    public async Task<AccessKey?> AccessKeyAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<TenantRow>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id && t.RetiredAt == null, cancellationToken);
        return row is { CredentialAccessKey: { } accessKey, CredentialSecretKey: { } secretKey }
            ? new AccessKey(accessKey, new Secret(Encoding.UTF8.GetString(await vault.OpenAsync(id, SecretKeyPurpose, secretKey, cancellationToken))))
            : null;
    }

    /// <summary>Reads the tenants anew when somebody asks next.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _changes++;
            _snapshot = null;
        }
    }

    /// <summary>Remembers the project id that the cloud told.</summary>
    public async Task LearnProjectAsync(string id, string projectId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.WriteAsync(
            () => db.Set<TenantRow>().Where(t => t.Id == id && t.ProjectId == null)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.ProjectId, projectId), cancellationToken),
            cancellationToken);
        Forget();
    }

    /// <summary>Creates or updates a tenant from configuration.</summary>
    public async Task PutAsync(string id, TenantOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(id, options, cancellationToken);
        }
        catch (Exception exception) when (DbErrors.IsDuplicateKey(exception))
        {
            // Another instance that starts at the same time was faster.
            await WriteAsync(id, options, cancellationToken);
        }
    }

    private async Task WriteAsync(string id, TenantOptions options, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<TenantRow>().SingleOrDefaultAsync(t => t.Id == id, cancellationToken);
        var projectMoved = row is not null && (row.Domain != options.Domain || row.Project != options.Project);
        if (row is null)
        {
            row = new TenantRow
            {
                Id = id, Name = options.Name!, Domain = options.Domain!, Project = options.Project!, Region = options.Region ?? options.Project!,
                IamEndpoint = options.IamEndpoint!, BcsEndpoint = options.BcsEndpoint!,
            };
            db.Add(row);
        }

        row.Name = options.Name!;
        row.Domain = options.Domain!;
        row.Project = options.Project!;
        row.ProjectId = options.ProjectId is { Length: > 0 } given ? given : projectMoved ? null : row.ProjectId;
        row.Region = options.Region ?? options.Project!;
        row.IamEndpoint = options.IamEndpoint!;
        row.BcsEndpoint = options.BcsEndpoint!;
        row.CredentialUser = options.Credential?.User;
        row.CredentialPassword = await SealAsync(id, PasswordPurpose, options.Credential?.Password, cancellationToken);
        row.CredentialAccessKey = options.Credential?.KeyId;
        row.CredentialSecretKey = await SealAsync(id, SecretKeyPurpose, options.Credential?.KeySecret, cancellationToken);
        row.Configured = true;
        row.RequireDownloadReason = options.RequireDownloadReason;
        await db.SaveChangesAsync(cancellationToken);
        Forget();
    }

    private async Task<byte[]?> SealAsync(string id, string purpose, string? secret, CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(secret) ? null : await vault.SealAsync(id, purpose, Encoding.UTF8.GetBytes(secret), cancellationToken);

    private async ValueTask<FrozenDictionary<string, Tenant>> LoadAsync(CancellationToken cancellationToken)
    {
        var changes = Volatile.Read(ref _changes);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<TenantRow>().AsNoTracking().Where(t => t.RetiredAt == null).ToListAsync(cancellationToken);
        var tenants = rows.ToFrozenDictionary(t => t.Id, t => new Tenant(
            t.Id, t.Name, t.Domain, t.Project, t.ProjectId, t.Region, new Uri(t.IamEndpoint), new Uri(t.BcsEndpoint),
            t.CredentialPassword is not null || t.CredentialSecretKey is not null) 
        {
            SignsRequests = t.CredentialSecretKey is not null, RequiresDownloadReason = t.RequireDownloadReason,
        });
        var snapshot = new Snapshot(tenants, time.GetUtcNow());
        lock (_lock)
        {
            // What was changed while they were read may not be in it.
            if (changes == _changes)
            {
                _snapshot = snapshot;
            }
        }

        return tenants;
    }

    private sealed record Snapshot(FrozenDictionary<string, Tenant> Tenants, DateTimeOffset At);
}
