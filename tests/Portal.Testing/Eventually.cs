using System.Diagnostics;
using System.Globalization;

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
    public static Task TrueAsync(Func<bool> condition, string what, WaitLimit? limit = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, limit);

    /// <inheritdoc cref="TrueAsync(Func{bool}, string, WaitLimit?)"/>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, WaitLimit? limit = null) =>
        await GetAsync(async () => await condition() ? what : null, what, limit);

    /// <summary>Waits for something that ends by itself, and says what it was if it does not.</summary>
    /// <param name="task">What is waited for.</param>
    /// <param name="what">Named in the error when the time is up.</param>
    /// <param name="limit">Default <see cref="DefaultLimit"/>.</param>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public static async Task EndsAsync(Task task, string what, WaitLimit? limit = null)
    {
        var time = limit?.Time ?? DefaultLimit;
        try
        {
            await task.WaitAsync(time);
        }
        catch (TimeoutException e) when (!task.IsCompleted)
        {
            throw new TimeoutException(InVain(time, what), e);
        }
    }

    /// <inheritdoc cref="EndsAsync(Task, string, WaitLimit?)"/>
    public static async Task<T> EndsAsync<T>(Task<T> task, string what, WaitLimit? limit = null)
    {
        await EndsAsync((Task)task, what, limit);
        return await task;
    }

    /// <summary>Returns the first value that is not null.</summary>
    /// <param name="read">Looked at again and again; null means "not yet".</param>
    /// <param name="what">Named in the error when the time is up.</param>
    /// <param name="limit">Default <see cref="DefaultLimit"/>.</param>
    /// <exception cref="TimeoutException">There was no value in time.</exception>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> read, string what, WaitLimit? limit = null)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await read() is { } value)
            {
                return value;
            }

            if (watch.Elapsed > (limit?.Time ?? DefaultLimit))
            {
                throw new TimeoutException(InVain(watch.Elapsed, what));
            }

            await Task.Delay(Pause);
        }
    }

    private static string InVain(TimeSpan waited, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"Waited {waited.TotalSeconds:0.0} s in vain for: {what}");
}
