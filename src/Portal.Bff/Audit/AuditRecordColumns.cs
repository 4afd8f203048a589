namespace Portal.Bff.Audit;

/// <summary>The text columns of the projection that an intent or an event fills, for the statements of both databases.</summary>
internal static class AuditRecordColumns
{
    public static IReadOnlyList<(string Name, Func<AuditAppend, string?> Read)> Texts { get; } =
    [
        ("actor_id", a => a.Call!.Actor.Id),
        ("actor_name", a => a.Call!.Actor.Name),
        ("actor_kind", a => a.Call!.Actor.Kind),
        ("session", a => a.Call!.Session),
        ("address", a => a.Call!.Address),
        ("user_agent", a => a.Call!.UserAgent),
        ("operation", a => a.Call!.Operation),
        ("action", a => a.Call!.Action),
        ("method", a => a.Call!.Method),
        ("path", a => a.Call!.Path),
        ("blockchain_id", a => a.Call!.BlockchainId),
        ("channel", a => a.Call!.Channel),
        ("organization", a => a.Call!.Organization),
        ("user_name", a => a.Call!.User),
        ("request_sha256", a => a.Call!.RequestSha256),
        ("trace_id", a => a.Call!.TraceId),
        ("credential", a => a.Call!.Credential),
        ("outcome", a => a.Result?.Outcome ?? Contracts.Audit.AuditOutcomes.Pending),
        ("upstream_code", a => a.Result?.UpstreamCode),
        ("operation_id", a => a.Result?.OperationId),
        ("file", a => a.Result?.File),
        ("request", a => a.Call!.Request),
        ("search", a => AuditSearch.Of(a.Call!, a.Result)),
    ];
}
