namespace Portal.Bff.Identity;

/// <summary>To whom roles are given: a person, and the groups in which the person was at sign-in.</summary>
/// <param name="UserId">Stable id of the person.</param>
/// <param name="Groups">Stable ids of groups.</param>
internal sealed record Holder(string UserId, IReadOnlyList<string> Groups);
