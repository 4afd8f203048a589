using Microsoft.Extensions.DependencyInjection;

using Portal.Bff.Audit;
using Portal.Bff.Platform.Data;

namespace Portal.Bff.Tests.Audit;

/// <summary>A store that holds the first batch, whatever its time limit says, until it is let go.</summary>
internal sealed class StallingStore(AuditDatabase database) : AuditStore, IDisposable
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception?> _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AuditStore? _inner;
    private bool _failed;

    public Task Entered => _entered.Task;

    public void Use(IServiceCollection services) => services.AddSingleton<AuditStore>(p =>
    {
        _inner = new SqliteAuditStore(SqliteAuditStore.Opener(database.ConnectionString, TimeSpan.FromSeconds(5)), p.GetRequiredService<WriteGate>());
        return this;
    });

    /// <summary>Lets the writer go on. If there is a reason, the commit that it holds fails for it, and no other.</summary>
    public void Release(Exception? reason = null) => _release.TrySetResult(reason);

    // Else a test that fails on the way would hang in ending its host, and nobody would read why it failed.
    public void Dispose() => Release();

    protected override async Task<bool> CommitAsync(IReadOnlyList<AuditAppend> batch, bool underLock, CancellationToken cancellationToken)
    {
        _entered.TrySetResult();
        var reason = await _release.Task;
        if (reason is not null && Interlocked.Exchange(ref _failed, true) is false)
        {
            throw reason;
        }

        await _inner!.AppendAsync(batch, CancellationToken.None);
        return false;
    }

    protected override ValueTask CloseAsync() => _inner!.DisposeAsync();
}
