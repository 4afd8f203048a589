namespace Portal.Bff.Operations.Checking;

/// <summary>What one look at upstream tells about an unclear call. A closed family.</summary>
internal abstract record CheckFinding
{
    private CheckFinding()
    {
    }

    /// <summary>This operation is the one that the call started.</summary>
    internal sealed record Found(RecordState Record) : CheckFinding;

    /// <summary>The call acted, but upstream shows no operation for it.</summary>
    /// <param name="BlockchainId">The service, if the call made one.</param>
    /// <param name="Done">True if there is nothing left to wait for.</param>
    internal sealed record Happened(string? BlockchainId, bool Done) : CheckFinding;

    /// <summary>Neither operation nor effect is there.</summary>
    internal sealed record Absent : CheckFinding;

    /// <summary>It proves nothing either way.</summary>
    internal sealed record Undecided : CheckFinding;

    /// <summary>Upstream could not be asked.</summary>
    internal sealed record NoAnswer(Trouble Trouble) : CheckFinding;
}
