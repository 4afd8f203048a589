using System.Text.Json.Serialization;

namespace Bcs.Sandbox.Engine.State;

/// <summary>One company's cloud account and what it holds.</summary>
internal sealed class TenantState
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    public required string Domain { get; set; }

    public required string DomainId { get; set; }

    public required string Project { get; set; }

    public required string ProjectId { get; set; }

    /// <summary>How many services it may have.</summary>
    public int ServiceQuota { get; set; } = 5;

    public List<UserState> Users { get; set; } = [];

    public List<ServiceState> Services { get; set; } = [];

    /// <summary>Every operation, oldest first.</summary>
    public List<OperationState> Operations { get; set; } = [];

    /// <summary>Those whose end has not been applied yet; found without going through the finished ones.</summary>
    [JsonIgnore]
    public List<OperationState> Running { get; } = [];

    [JsonIgnore]
    public Dictionary<string, OperationState> OperationsById { get; } = [];

    /// <summary>Operations of each service, also of those that are gone, oldest first.</summary>
    [JsonIgnore]
    public Dictionary<string, List<OperationState>> OperationsByService { get; } = [];

    public ServiceState? FindService(string? id) => Services.Find(s => s.Id == id);

    public void Add(OperationState operation)
    {
        Operations.Add(operation);
        Index(operation);
    }

    /// <summary>Rebuilds what a state file does not hold.</summary>
    public void IndexAll() => Operations.ForEach(Index);

    private void Index(OperationState operation)
    {
        OperationsById[operation.Id] = operation;
        if (OperationsByService.TryGetValue(operation.ServiceId, out var others))
        {
            others.Add(operation);
        }
        else
        {
            OperationsByService.Add(operation.ServiceId, [operation]);
        }

        if (!operation.Settled)
        {
            Running.Add(operation);
        }
    }
}
