using Microsoft.EntityFrameworkCore;

namespace Portal.Bff.Data;

/// <summary>
/// The one model for both providers. It knows no slice: entities and their mappings live in the slices as
/// <see cref="IEntityTypeConfiguration{TEntity}"/> and are discovered.
/// </summary>
internal abstract class PortalDbContext(DbContextOptions options, WriteGate gate) : DbContext(options)
{
    private bool _holdsGate;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PortalDbContext).Assembly);

    /// <summary>
    /// Runs a write that is not a <c>SaveChanges</c> (<c>ExecuteUpdate</c>, <c>ExecuteDelete</c>, a transaction) as the
    /// only writer of the file. On PostgreSQL it just runs.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        if (_holdsGate)
        {
            return await write();
        }

        using var held = await gate.EnterAsync(cancellationToken);
        _holdsGate = true;
        try
        {
            return await write();
        }
        finally
        {
            _holdsGate = false;
        }
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        WriteAsync(() => base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken), cancellationToken);

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        using var held = gate.Enter();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }
}

/// <summary>The model on SQLite, the embedded default.</summary>
internal sealed class SqlitePortalDbContext(DbContextOptions<SqlitePortalDbContext> options, WriteGate gate) : PortalDbContext(options, gate);

/// <summary>The model on PostgreSQL.</summary>
internal sealed class PostgresPortalDbContext(DbContextOptions<PostgresPortalDbContext> options, WriteGate gate) : PortalDbContext(options, gate);
