namespace Portal.Design;

/// <summary>What a short message is about.</summary>
public enum ToastKind
{
    /// <summary>Something was taken.</summary>
    Success,

    /// <summary>Something is not known yet.</summary>
    Info,
}

/// <summary>A short message that goes away by itself.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Title">What happened.</param>
/// <param name="Detail">What comes next, or null.</param>
public sealed record Toast(ToastKind Kind, string Title, string? Detail = null)
{
    /// <summary>Tells it from another with the same words.</summary>
    public Guid Id { get; } = Guid.NewGuid();
}

/// <summary>The short messages of one circuit, whatever page is open.</summary>
public sealed class Toasts
{
    private readonly List<Toast> _shown = [];

    /// <summary>Raised after every change, on the circuit's dispatcher.</summary>
    public event Action? Changed;

    /// <summary>The messages to show, the oldest first.</summary>
    public IReadOnlyList<Toast> Shown => _shown;

    /// <summary>Shows a message.</summary>
    public void Show(Toast toast)
    {
        _shown.Add(toast);
        Changed?.Invoke();
    }

    /// <summary>Takes a message away; nothing happens if it is gone.</summary>
    public void Remove(Toast toast)
    {
        if (_shown.Remove(toast))
        {
            Changed?.Invoke();
        }
    }
}
