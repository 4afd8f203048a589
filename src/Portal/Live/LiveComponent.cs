using System.Collections.Concurrent;

using Microsoft.AspNetCore.Components;

namespace Portal.Live;

/// <summary>
/// A component that takes changes from outside its circuit. Changes of a burst are applied together, on the dispatcher, and
/// drawn once; nothing arrives after the component is gone.
/// </summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private readonly ConcurrentQueue<Func<Task>> _changes = new();
    private readonly CancellationTokenSource _gone = new();
    private int _scheduled;

    /// <summary>Makes the component.</summary>
    protected LiveComponent() => Gone = _gone.Token;

    /// <summary>Cancelled when the component is gone.</summary>
    protected CancellationToken Gone { get; }

    /// <summary>Ends the subscriptions.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Queues a change and one drawing for all that are queued.</summary>
    protected void Post(Action change) => Post(() =>
    {
        change();
        return Task.CompletedTask;
    });

    /// <summary>Queues a change that has to ask for something, and one drawing for all that are queued.</summary>
    protected void Post(Func<Task> change)
    {
        _changes.Enqueue(change);
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
        {
            _ = InvokeAsync(DrainAsync);
        }
    }

    /// <summary>Ends what the component holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gone.Cancel();
            _gone.Dispose();
        }
    }

    private async Task DrainAsync()
    {
        // Lets what arrives in the same moment join this drawing.
        await Task.Yield();
        Interlocked.Exchange(ref _scheduled, 0);
        try
        {
            while (!Gone.IsCancellationRequested && _changes.TryDequeue(out var change))
            {
                await change();
            }

            if (!Gone.IsCancellationRequested)
            {
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            // The page was left while it was asking.
        }
        catch (Exception exception)
        {
            // Nobody awaits this: without handing it on, a failure would leave the page silently stale.
            await DispatchExceptionAsync(exception);
        }
    }
}
