namespace Bcs.Sandbox.Pipeline;

/// <summary>A refusal in the form of BCS or its API gateway.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Error code.</param>
/// <param name="Message">Message as it goes over the wire.</param>
internal sealed record BcsFault(int Status, string Code, string Message);
