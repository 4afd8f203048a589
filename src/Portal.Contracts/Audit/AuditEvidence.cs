namespace Portal.Contracts.Audit;

/// <summary>What it rests on that a call without a clear answer succeeded.</summary>
public static class AuditEvidence
{
    /// <summary>Upstream's record names what was asked for, and that did not exist before.</summary>
    public const string ByRecord = "by_record";

    /// <summary>What the call names has the state asked for, had not before, and no other call of the portal asked for it.</summary>
    public const string ByState = "by_state";
}
