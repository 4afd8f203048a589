using System.Collections.Concurrent;
using System.Globalization;

using Portal.Testing;

using Xunit.Abstractions;

namespace Bcs.Sandbox.Tests.Conformance;

/// <summary>What of the contract a walk has gone through.</summary>
internal sealed class Coverage
{
    private readonly ConcurrentDictionary<string, byte> _operations = new();
    private readonly ConcurrentDictionary<(string Operation, string Parameter), byte> _parameters = new();
    private readonly ConcurrentDictionary<Adjustment, byte> _adjustments = new();

    /// <summary>Adjustments that were not needed.</summary>
    public IEnumerable<Adjustment> Stale => Adjustments.All.Where(a => !_adjustments.ContainsKey(a));

    /// <summary>Operations of the contract that were not answered with 200.</summary>
    public IEnumerable<string> MissingOperations => Contract.Operations.Select(o => o.Id).Where(o => !_operations.ContainsKey(o));

    /// <summary>Parameters of the contract that were in no request that was answered with 200.</summary>
    public IEnumerable<string> MissingParameters =>
        Contract.Operations.SelectMany(o => ParametersOf(o).Where(p => !_parameters.ContainsKey((o.Id, p))).Select(p => $"{o.Id} {p}"));

    /// <summary>Every parameter of an operation: path, query and header, and fields of the body as dotted paths.</summary>
    public static IEnumerable<string> ParametersOf(ContractOperation operation) =>
    [
        .. operation.Parameters.Select(p => $"{p.Place} {p.Name}"),
        .. operation.RequestSchema is { } schema ? Contract.FieldPaths(schema).Select(p => $"body {p}") : [],
        .. operation.FormParts.Select(p => $"form {p}"),
    ];

    public void Operation(string id) => _operations[id] = 0;

    public void Parameter(string operation, string parameter) => _parameters[(operation, parameter)] = 0;

    /// <summary>Takes away what is adjusted, and notes that it was met.</summary>
    public IReadOnlyList<Violation> Adjust(string operation, string side, IReadOnlyList<Violation> violations)
    {
        var met = Adjustments.All.Where(a => a.Operation == operation && a.Side == side && violations.Contains(a.Violation)).ToList();
        met.ForEach(a => _adjustments[a] = 0);
        return [.. violations.Except(met.Select(a => a.Violation))];
    }

    /// <summary>Prints how complete the walk is.</summary>
    public void Print(ITestOutputHelper output)
    {
        var (operations, parameters) = (Contract.Operations.Count, Contract.Operations.Sum(o => ParametersOf(o).Count()));
        output.Measure($"emulator: operations {operations - MissingOperations.Count()} of {operations}");
        output.Measure($"emulator: parameters {parameters - MissingParameters.Count()} of {parameters}");
        output.Measure($"emulator: adjustments by the live service {Adjustments.All.Count}");
        foreach (var (operation, side, violation, reason) in Adjustments.All)
        {
            output.WriteLine($"  {operation} {side} {violation.Path} ({violation.Rule}): {reason}");
        }
    }
}
