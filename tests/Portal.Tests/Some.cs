using Bcs.Api.Services;

using Portal.Contracts.Operations;
using Portal.Contracts.Services;

namespace Portal.Tests;

/// <summary>Fresh, valid objects.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Start = new(2026, 7, 1, 8, 0, 0, TimeSpan.Zero);

    public static OperationDto Operation(long version = 1, string status = OperationStatuses.Processing, string id = "op-1", string? auditId = "a-1") =>
        new(id, PortalContext.Tenant, "createBcsService", status, version, "service-1", "cold-chain", "operator", Start, null, [], null, auditId);

    public static OperationDto With(this OperationDto operation, params long[] versions) =>
        operation with { Events = [.. versions.Select(Event)] };

    public static OperationEventDto Event(long version) => new(version, Start.AddSeconds(version), "Step", null, OperationStatuses.Processing, null);

    public static ServiceDto Service(string id = "service-1", string name = "cold-chain", long version = 1, string status = "Normal", string process = "") =>
        new(id, PortalContext.Tenant, name, version, Start, new ServiceDetail
        {
            BasicInfo = new ServiceBasicInfo { Id = id, Name = name, Version = "2.2", Consensus = "etcdraft", ServiceType = "union", Status = status, ProcessStatus = process },
            PeerInfo = [new PeerInfo { Name = "organization", NodeCnt = 2, Status = "Normal", StatusDetail = "1/2" }],
        }, Start);
}
