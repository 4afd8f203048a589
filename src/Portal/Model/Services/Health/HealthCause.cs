namespace Portal.Model.Services.Health;

/// <summary>Why a service, an organisation or a node is as it is.</summary>
public enum HealthCause
{
    /// <summary>The cloud's own status says it: normal, being changed, asleep, frozen, abnormal without a known cause.</summary>
    Status,

    /// <summary>The cloud has not told anything of it yet.</summary>
    Unread,

    /// <summary>Orderers do not run.</summary>
    Orderers,

    /// <summary>Peers do not run.</summary>
    Peers,

    /// <summary>A critical or major alarm is on.</summary>
    Alarm,
}
