using Bcs.Api.Catalogue;

using Portal.Contracts.Administration;
using Portal.Design;
using Portal.Resources;

namespace Portal.Features.Administration;

/// <summary>An action, in words, and which of the roles allow it.</summary>
/// <param name="Action">Its name.</param>
/// <param name="Text">What can be done with it.</param>
/// <param name="Allowed">For each role, in their order.</param>
public sealed record RoleLine(string Action, string Text, IReadOnlyList<bool> Allowed);

/// <summary>Actions that belong together.</summary>
/// <param name="TextKey">Key of their heading.</param>
/// <param name="Lines">The actions, in the order of the cloud's API reference.</param>
public sealed record RoleGroup(string TextKey, IReadOnlyList<RoleLine> Lines);

/// <summary>Puts what the gateway says of its roles into words. What a role allows is not known here.</summary>
internal static class RoleTable
{
    /// <summary>Every action that some role allows, by what it is about.</summary>
    public static IReadOnlyList<RoleGroup> Of(Texts texts, IReadOnlyList<RoleDto> roles)
    {
        var lines =
            from action in roles.SelectMany(r => r.Actions).Distinct()
            let calls = BcsOperations.All.Where(o => o.Action == action).ToList()
            let line = new RoleLine(
                action, calls.Count > 0 ? string.Join(", ", calls.Select(c => OperationText.Name(texts, c.Id))) : texts.Find("action." + action) ?? action,
                [.. roles.Select(r => r.Actions.Contains(action))])
            let place = calls.Count > 0 ? BcsOperations.All.ToList().IndexOf(calls[0]) : int.MaxValue
            let key = calls.Count == 0 ? "roles.portal" : calls.Exists(c => c.Class is not OperationClass.Read) ? calls.Exists(c => c.Class is OperationClass.Reveals) ? "roles.reveals" : "roles.changes" : "roles.reads"
            orderby place, action
            select (key, line);
        return [.. lines.GroupBy(l => l.key, l => l.line).OrderBy(g => Array.IndexOf(Order, g.Key)).Select(g => new RoleGroup(g.Key, [.. g]))];
    }

    private static readonly string[] Order = ["roles.reads", "roles.changes", "roles.reveals", "roles.portal"];
}
