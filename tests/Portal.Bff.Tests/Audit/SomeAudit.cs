using Portal.Bff.Audit;
using Portal.Contracts.Audit;

namespace Portal.Bff.Tests.Audit;

/// <summary>Fresh, valid calls and results.</summary>
internal static class SomeAudit
{
    public const string Service = "7e8a4a3c-9d0f-4c55-8c1a-1f2b3c4d5e6f";

    public static AuditResult Succeeded { get; } = new(AuditOutcomes.Succeeded) { Status = 200, DurationMs = 12 };

    public static AuditCall Call(string tenant = "harbor", string operation = "createChannels") => new()
    {
        Tenant = tenant,
        Actor = new AuditActor("u-1", "operator", "user"),
        Operation = operation,
        Session = "s-1",
        Address = "127.0.0.1",
        UserAgent = "Mozilla/5.0",
        Action = "bcs:fabricChannel:create",
        Method = "POST",
        Path = $"/v2/p-1/blockchains/{Service}/channels",
        BlockchainId = Service,
        Channel = "trade",
        Request = """{"channels":[{"name":"trade"}]}""",
        RequestSha256 = new string('a', 64),
        TraceId = "4bf92f3577b34da6a3ce929d0e0e4736",
        Credential = "user",
    };
}
