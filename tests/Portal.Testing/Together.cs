using System.Collections.Concurrent;

namespace Portal.Testing;

/// <summary>
/// Several things at once, each of which the guard of the tests sees: <c>Task.WhenAll</c> without results and <c>Parallel.ForEachAsync</c>
/// forget their tasks, so that nobody can tell what hangs, or that anything goes on.
/// </summary>
public static class Together
{
    /// <summary>Ends with the last of the tasks.</summary>
    public static async Task AllAsync(params IEnumerable<Task> tasks)
    {
        // With a result each, for then the promise keeps them.
        await Task.WhenAll(tasks.Select(EndAsync));

        static async Task<bool> EndAsync(Task task)
        {
            await task;
            return true;
        }
    }

    /// <summary>Does something with each item, several at once.</summary>
    /// <param name="items">All of them.</param>
    /// <param name="body">What is done.</param>
    /// <param name="atOnce">How many at once; as many as there are processors, if nothing is said.</param>
    public static Task ForEachAsync<T>(IEnumerable<T> items, Func<T, Task> body, int? atOnce = null)
    {
        var rest = new ConcurrentQueue<T>(items);
        return AllAsync(Enumerable.Range(0, atOnce ?? Environment.ProcessorCount).Select(_ => WorkAsync()));

        async Task WorkAsync()
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            while (rest.TryDequeue(out var item))
            {
                await body(item);
            }
        }
    }
}
