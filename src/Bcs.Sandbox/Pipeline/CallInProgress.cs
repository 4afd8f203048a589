using Bcs.Sandbox.Engine;

namespace Bcs.Sandbox.Pipeline;

/// <summary>A call that is being handled.</summary>
/// <param name="Entry">Its line in the record of calls.</param>
/// <param name="Fault">The rule that meets it, or null.</param>
internal sealed record CallInProgress(CallEntry Entry, FaultRule? Fault);
