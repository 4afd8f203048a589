using System.Diagnostics;

namespace Portal.Testing;

/// <summary>Waits for a condition in another process or on another thread, instead of sleeping for a guess.</summary>
public static class Eventually
{
    /// <summary>How long a wait lasts unless told otherwise: generous, because it is only used up by a failing test.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns as soon as the condition holds.</summary>
    /// <param name="condition">Looked at again and again.</param>
    /// <param name="what">Named in the error when the time is up.</param>
    /// <param name="limit">Default <see cref="DefaultLimit"/>.</param>
    /// <exception cref="TimeoutException">The condition did not hold in time.</exception>
    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? limit = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, limit);

    /// <inheritdoc cref="TrueAsync(Func{bool}, string, TimeSpan?)"/>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? limit = null) =>
        await GetAsync(async () => await condition() ? what : null, what, limit);

    /// <summary>Returns the first value that is not null.</summary>
    /// <param name="read">Looked at again and again; null means "not yet".</param>
    /// <param name="what">Named in the error when the time is up.</param>
    /// <param name="limit">Default <see cref="DefaultLimit"/>.</param>
    /// <exception cref="TimeoutException">There was no value in time.</exception>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> read, string what, TimeSpan? limit = null)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await read() is { } value)
            {
                return value;
            }

            if (watch.Elapsed > (limit ?? DefaultLimit))
            {
                throw new TimeoutException($"Waited {watch.Elapsed.TotalSeconds:0.0} s in vain for: {what}");
            }

            await Task.Delay(Pause);
        }
    }
}
