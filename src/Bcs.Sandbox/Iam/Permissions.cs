using Bcs.Api.Catalogue;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;

namespace Bcs.Sandbox.Iam;

/// <summary>What users may do: by policies of their own, or by those that their role stands for.</summary>
internal static class Permissions
{
    private const string Everything = "bcs:*:*";

    private static readonly Dictionary<string, PolicyDocument> ByRole = new()
    {
        [Roles.TenantAdmin] = new([new PolicyStatement(PolicyStatement.Allow, [Everything])]),
        [Roles.Credential] = new([new PolicyStatement(PolicyStatement.Allow, [Everything])]),
        [Roles.Operator] = new(
            [new PolicyStatement(PolicyStatement.Allow, [Everything]), new PolicyStatement(PolicyStatement.Deny, [BcsOperations.DeleteService.Action])]),
        [Roles.ReadOnly] = Reading(),
        [Roles.Auditor] = Reading(),
    };

    /// <summary>Roles that a user can have.</summary>
    public static IReadOnlyCollection<string> RoleNames => ByRole.Keys;

    /// <summary>Every action of table 6-1.</summary>
    public static IReadOnlyList<string> Actions { get; } = [.. BcsOperations.All.Select(ActionOf).Distinct()];

    public static bool Allows(UserState user, BcsOperation operation) =>
        PolicyDocument.Allows(user.Policies is { } own ? own : [ByRole[user.Role]], ActionOf(operation));

    /// <summary>Why policies cannot be taken, or null.</summary>
    public static string? Check(IEnumerable<PolicyDocument?> policies)
    {
        foreach (var statement in policies.SelectMany(p => p?.Statement ?? [null!]))
        {
            if (statement is not { Effect: PolicyStatement.Allow or PolicyStatement.Deny, Action.Count: > 0 })
            {
                return "a statement needs Effect Allow or Deny, and Action";
            }

            if (statement.Action.FirstOrDefault(p => p is null || !Actions.Any(a => PolicyStatement.Matches(p, a))) is { } unknown)
            {
                return $"no action of table 6-1 is {unknown}";
            }
        }

        return null;
    }

    /// <summary>Table 6-1 lists no action for the two alarm APIs; here they need that of the monitoring data.</summary>
    private static string ActionOf(BcsOperation operation) =>
        operation == BcsOperations.ListAlarms || operation == BcsOperations.GetAlarmStatistics ? BcsOperations.ListServiceMetrics.Action : operation.Action;

    private static PolicyDocument Reading() =>
        new([new PolicyStatement(PolicyStatement.Allow, [.. BcsOperations.All.Where(o => o.Class is OperationClass.Read).Select(ActionOf).Distinct()])]);
}
