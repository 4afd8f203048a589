using Portal.Testing;

namespace Portal.Bff.Tests.Hosting;

/// <summary>Sandbox and BFF, shared by the tests of one class. Derived classes choose the database.</summary>
public abstract class Stack : IAsyncLifetime
{
    /// <summary>The cloud.</summary>
    public SandboxProcess Sandbox { get; private set; } = null!;

    /// <summary>The BFF.</summary>
    public BffHost Bff { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Sandbox = await SandboxProcess.StartAsync();
        Bff = await BffHost.StartAsync(Sandbox, await DatabaseAsync(), settings: Settings);
    }

    public async Task DisposeAsync()
    {
        await Bff.DisposeAsync();
        await Sandbox.DisposeAsync();
        await CloseDatabaseAsync();
    }

    /// <summary>A PostgreSQL connection string, or null for SQLite.</summary>
    protected abstract Task<string?> DatabaseAsync();

    /// <summary>Ends what <see cref="DatabaseAsync"/> began.</summary>
    protected virtual Task CloseDatabaseAsync() => Task.CompletedTask;

    /// <summary>Settings beside the usual ones: short waits, so that faults are seen soon.</summary>
    protected virtual Dictionary<string, string?> Settings => new() { ["Upstream:Timeout"] = "00:00:02", ["Sessions:AttemptsPerMinute"] = "1000" };
}

/// <summary>On SQLite.</summary>
public sealed class SqliteStack : Stack
{
    protected override Task<string?> DatabaseAsync() => Task.FromResult<string?>(null);
}

/// <summary>On a PostgreSQL server of its own.</summary>
public sealed class PostgresStack : Stack
{
    private readonly PostgresFixture _server = new();

    protected override async Task<string?> DatabaseAsync()
    {
        await _server.InitializeAsync();
        return await _server.CreateDatabaseAsync();
    }

    protected override Task CloseDatabaseAsync() => _server.DisposeAsync();
}
