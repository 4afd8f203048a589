using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

using Npgsql;

namespace Portal.Bff.Platform.Data;

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
    /// Lets the statements of this context take longer than a caller usually waits: those that go through everything that there is, on a log or
    /// table that has grown for years.
    /// </summary>
    public PortalDbContext TakingTime()
    {
        if (Database.GetDbConnection() is NpgsqlConnection { CommandTimeout: > 0 } connection)
        {
            Database.SetCommandTimeout(Math.Max(connection.CommandTimeout, (int)PostgresPatience.LongestSearch.TotalSeconds));
        }

        return this;
    }

    /// <summary>
    /// Runs a write that is not a <c>SaveChanges</c> (<c>ExecuteUpdate</c>, <c>ExecuteDelete</c>, a transaction) as the
    /// only writer of the file. On PostgreSQL it just runs, and once again if its connection has ended.
    /// </summary>
    public Task<T> WriteAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken) => WriteAsync(write, null, cancellationToken);

    /// <summary>
    /// Runs a write that ends with storing everything that was changed here. If its connection ends, the database is asked whether that is stored:
    /// only what is not is written again. The changes are accepted at the end.
    /// </summary>
    public async Task SaveAsync(Func<Task> write, CancellationToken cancellationToken)
    {
        await WriteAsync(
            async () =>
            {
                await write();
                return 0;
            },
            async () => await AreStoredAsync(cancellationToken) ? new ExecutionResult<int>(true, 0) : new ExecutionResult<int>(false, 0),
            cancellationToken);
        ChangeTracker.AcceptAllChanges();
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (_holdsGate)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        var stored = 0;
        await SaveAsync(async () => stored = await base.SaveChangesAsync(acceptAllChangesOnSuccess: false, cancellationToken), cancellationToken);
        return stored;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        using var held = gate.Enter();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    private async Task<T> WriteAsync<T>(Func<Task<T>> write, Func<Task<ExecutionResult<T>>>? isDone, CancellationToken cancellationToken)
    {
        if (_holdsGate)
        {
            return await write();
        }

        using var held = await gate.EnterAsync(cancellationToken);
        _holdsGate = true;
        try
        {
            return await Database.CreateExecutionStrategy().ExecuteAsync(
                0, (_, _, _) => write(), isDone is null ? null : (_, _, _) => isDone(), cancellationToken);
        }
        finally
        {
            _holdsGate = false;
        }
    }

    // A transaction is stored whole or not at all; to the last field, so that nobody else's change is taken for this one.
    private async Task<bool> AreStoredAsync(CancellationToken cancellationToken)
    {
        var changed = ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        foreach (var entry in changed)
        {
            var stored = await entry.GetDatabaseValuesAsync(cancellationToken);
            if (entry.State is EntityState.Deleted
                ? stored is not null
                : stored is null || stored.Properties.Any(p => !p.GetValueComparer().Equals(stored[p], entry.CurrentValues[p])))
            {
                return false;
            }
        }

        return changed.Count > 0;
    }
}

/// <summary>The model on SQLite, the embedded default.</summary>
internal sealed class SqlitePortalDbContext(DbContextOptions<SqlitePortalDbContext> options, WriteGate gate) : PortalDbContext(options, gate);

/// <summary>The model on PostgreSQL.</summary>
internal sealed class PostgresPortalDbContext(DbContextOptions<PostgresPortalDbContext> options, WriteGate gate) : PortalDbContext(options, gate);
