using System.Collections.Concurrent;
using System.Security.Cryptography;

using Microsoft.EntityFrameworkCore;

using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Settings;

namespace Portal.Bff.Platform.Vault;

/// <summary>Encrypts what the portal has to keep secret: one data key per owner, each wrapped by the master key.</summary>
internal sealed class SecretVault(MasterKey master, IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>Owner of what belongs to no tenant.</summary>
    public const string PortalOwner = "_portal";

    private const string WrapPurpose = "data-key";
    private readonly ConcurrentDictionary<string, byte[]> _keys = new();

    /// <summary>Encrypts for one owner and purpose.</summary>
    public async ValueTask<byte[]> SealAsync(string owner, string purpose, ReadOnlyMemory<byte> plaintext, CancellationToken cancellationToken) =>
        Envelope.Seal(await KeyAsync(owner, cancellationToken), owner, purpose, plaintext.Span);

    /// <summary>Decrypts; throws <see cref="CryptographicException"/> if owner, purpose or key is another one.</summary>
    public async ValueTask<byte[]> OpenAsync(string owner, string purpose, ReadOnlyMemory<byte> sealedBytes, CancellationToken cancellationToken) =>
        Envelope.Open(await KeyAsync(owner, cancellationToken), owner, purpose, sealedBytes.Span);

    private ValueTask<byte[]> KeyAsync(string owner, CancellationToken cancellationToken) =>
        _keys.TryGetValue(owner, out var key) ? ValueTask.FromResult(key) : LoadAsync(owner, cancellationToken);

    private async ValueTask<byte[]> LoadAsync(string owner, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<DataKeyRow>().AsNoTracking().SingleOrDefaultAsync(k => k.Owner == owner, cancellationToken);
        if (row is null)
        {
            row = new DataKeyRow
            {
                Owner = owner,
                Wrapped = Envelope.Seal(master.Bytes, owner, WrapPurpose, RandomNumberGenerator.GetBytes(MasterKey.Length)),
                CreatedAt = time.GetUtcNow(),
            };
            db.Add(row);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (Exception exception) when (DbErrors.IsDuplicateKey(exception))
            {
                db.ChangeTracker.Clear();
                row = await db.Set<DataKeyRow>().AsNoTracking().SingleAsync(k => k.Owner == owner, cancellationToken);
            }
        }

        try
        {
            return _keys.GetOrAdd(owner, Envelope.Open(master.Bytes, owner, WrapPurpose, row.Wrapped));
        }
        catch (CryptographicException)
        {
            throw SettingsReader.Refuse(
                "Keys:Master (or Keys:MasterFile) holds another master key: it does not open this database's keys. Start with the one it was made with; docs/operations.md says what to do when it is lost.");
        }
    }
}
