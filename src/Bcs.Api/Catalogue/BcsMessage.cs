namespace Bcs.Api.Catalogue;

/// <summary>What goes into a call of an operation and what comes out of it, for descriptions of the API.</summary>
/// <param name="Body">Record of the JSON body; null without one.</param>
/// <param name="Answer">Record of the JSON answer; null for a file.</param>
/// <param name="Query">Parameters of the query.</param>
public sealed record BcsMessage(Type? Body, Type? Answer, params IReadOnlyList<BcsParameter> Query)
{
    /// <summary>True if the call may go without its body.</summary>
    public bool BodyOptional { get; init; }

    /// <summary>Name of the part with a file, sent as a form in place of JSON; null without one.</summary>
    public string? Upload { get; init; }
}

/// <summary>A parameter of a query.</summary>
/// <param name="Name">Name on the wire.</param>
/// <param name="Type">Type of its value.</param>
/// <param name="Values">The values it may have; empty if these are not listed.</param>
public sealed record BcsParameter(string Name, Type Type, params IReadOnlyList<string> Values)
{
    /// <summary>True if the call needs it.</summary>
    public bool Required { get; init; }
}
