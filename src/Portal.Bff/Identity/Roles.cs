using System.Collections.Frozen;

using Bcs.Api.Catalogue;

using Portal.Contracts;

namespace Portal.Bff.Identity;

/// <summary>The roles and what each allows, derived from the operation catalogue.</summary>
internal static class Roles
{
    public const string ReadOnly = "ReadOnly";
    public const string Operator = "Operator";
    public const string Auditor = "Auditor";
    public const string FullAccess = "FullAccess";
    public const string TenantAdmin = "TenantAdmin";

    private static readonly FrozenDictionary<string, FrozenSet<string>> Actions = new Dictionary<string, FrozenSet<string>>
    {
        [ReadOnly] = Bcs(o => o.Class is OperationClass.Read).ToFrozenSet(),
        [Operator] = Bcs(o => o != BcsOperations.DeleteService).ToFrozenSet(),
        [Auditor] = Bcs(o => o.Class is OperationClass.Read).Concat(PortalActions.All.Where(a => a.StartsWith("portal:audit:", StringComparison.Ordinal))).ToFrozenSet(),
        [FullAccess] = Bcs(_ => true).ToFrozenSet(),
        [TenantAdmin] = Bcs(_ => true).Concat(PortalActions.All).ToFrozenSet(),
    }.ToFrozenDictionary();

    /// <summary>Names of all roles.</summary>
    public static IReadOnlySet<string> Names { get; } = Actions.Keys.ToFrozenSet();

    /// <summary>What each role allows, the narrowest role first.</summary>
    public static IReadOnlyList<(string Role, IReadOnlySet<string> Actions)> All { get; } =
        [.. Actions.OrderBy(a => a.Value.Count).ThenBy(a => a.Key, StringComparer.Ordinal).Select(a => (a.Key, (IReadOnlySet<string>)a.Value))];

    /// <summary>What these roles allow together; an unknown role allows nothing.</summary>
    public static IReadOnlySet<string> Expand(IReadOnlyList<string> roles) => roles switch
    {
        [] => FrozenSet<string>.Empty,
        [var role] => Actions.GetValueOrDefault(role) ?? FrozenSet<string>.Empty,
        _ => roles.SelectMany(r => Actions.GetValueOrDefault(r) ?? FrozenSet<string>.Empty).ToHashSet(),
    };

    private static IEnumerable<string> Bcs(Func<BcsOperation, bool> which) => BcsOperations.All.Where(which).Select(o => o.Action);
}
