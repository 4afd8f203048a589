using System.Collections.Concurrent;

namespace Portal.Bff.Platform.Jobs;

/// <summary>The visits that are going on in this process, by tenant, so that others can wait for their end.</summary>
internal sealed class RunningVisits
{
    private readonly ConcurrentDictionary<string, Task> _visits = new();

    /// <summary>Waits for the visit that is going on here, if any.</summary>
    public Task CurrentAsync(string tenant) => _visits.GetValueOrDefault(tenant, Task.CompletedTask);

    /// <summary>Makes a visit. The tenant's lease sees to it that there is one at a time.</summary>
    public async Task<Visit> RunAsync(string tenant, Func<Task<Visit>> visit)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _visits[tenant] = done.Task;
        try
        {
            return await visit();
        }
        finally
        {
            _visits.TryRemove(tenant, out _);
            done.SetResult();
        }
    }
}
