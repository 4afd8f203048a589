using Microsoft.AspNetCore.Components;

namespace Portal.Design;

/// <summary>A column of a <see cref="ResourceTable{T}"/>.</summary>
/// <typeparam name="T">What a row shows.</typeparam>
/// <param name="Key">Its name in the address.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Cell">Draws a cell.</param>
public sealed record TableColumn<T>(string Key, string Title, RenderFragment<T> Cell)
{
    /// <summary>What rows are sorted by; null for a column that does not sort.</summary>
    public Func<T, IComparable?>? SortBy { get; init; }

    /// <summary>Figures, aligned to the right.</summary>
    public bool Numeric { get; init; }

    /// <summary>Names the row for screen readers.</summary>
    public bool Heading { get; init; }
}
