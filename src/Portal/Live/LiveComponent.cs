using System.Collections.Concurrent;

using Bcs.Api.Client;

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
    private readonly List<IDisposable> _held = [];
    private int _scheduled;

    /// <summary>Makes the component.</summary>
    protected LiveComponent() => Gone = _gone.Token;

    /// <summary>Cancelled when the component is gone.</summary>
    protected CancellationToken Gone { get; }

    [Inject]
    private EventFeed Feed { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    /// <summary>Ends what the component follows.</summary>
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

    /// <summary>Makes a query that ends with the component. To be called once the component has its services.</summary>
    /// <param name="read">Asks the gateway.</param>
    /// <param name="keepsLastAnswer">True to show the last answer until a new question is answered.</param>
    private protected LiveQuery<T> Live<T>(Func<CancellationToken, Task<BcsResult<T>>> read, bool keepsLastAnswer = false)
        where T : class =>
        LiveInParts<T>((_, gone) => read(gone), keepsLastAnswer);

    /// <summary>Makes a query whose answer comes in several parts.</summary>
    /// <param name="read">Asks the gateway, and hands out what is there so far.</param>
    /// <param name="keepsLastAnswer">True to show the last answer until a new question is answered.</param>
    private protected LiveQuery<T> LiveInParts<T>(LiveReading<T> read, bool keepsLastAnswer = false)
        where T : class
    {
        // A page that is made on the server is sent and forgotten: its circuit follows what is pushed.
        var query = new LiveQuery<T>(read, RendererInfo.IsInteractive ? Feed : null, Clock, Post, Gone) { KeepsLastAnswer = keepsLastAnswer };
        _held.Add(query);
        return query;
    }

    /// <summary>Follows what is no answer of a query, until the component is gone.</summary>
    private protected void Follow(Action<FeedSubscription> configure)
    {
        if (RendererInfo.IsInteractive)
        {
            _held.Add(Feed.Subscribe(configure));
        }
    }

    /// <summary>Ends what the component holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _held.ForEach(h => h.Dispose());
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
