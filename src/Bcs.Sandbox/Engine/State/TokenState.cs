namespace Bcs.Sandbox.Engine.State;

/// <summary>An issued token, known by its hash.</summary>
/// <param name="Hash">SHA-256 of the token, hexadecimal.</param>
/// <param name="Tenant">Tenant of the user.</param>
/// <param name="User">Name of the user.</param>
/// <param name="ProjectId">Project it is scoped to; null for a token of the whole account.</param>
/// <param name="ExpiresAt">Simulated nanoseconds since 1970.</param>
internal sealed record TokenState(string Hash, string Tenant, string User, string? ProjectId, long ExpiresAt);
