using Bunit;

using Microsoft.AspNetCore.Components;

namespace Portal.Tests;

/// <summary>Typing into a page that may be drawn at any moment.</summary>
internal static class Typing
{
    /// <summary>Types into a field. Found and typed into in one go: a page that is drawn in between would have other handlers.</summary>
    public static Task TypeAsync<T>(this IRenderedComponent<T> page, string selector, string value)
        where T : IComponent => page.InvokeAsync(() => page.Find(selector).Input(value));
}
