using Portal.Access;

namespace Portal.Design;

/// <summary>A button of a <see cref="FileSection"/>.</summary>
/// <param name="Text">Words on it.</param>
/// <param name="Icon">Icon on it.</param>
/// <param name="TestId">Its test id.</param>
/// <param name="Call">Makes the call from what is typed.</param>
public sealed record FileButton(string Text, string Icon, string TestId, Func<BrowserCall> Call)
{
    /// <summary>True for what people mostly come for.</summary>
    public bool Main { get; init; }
}
