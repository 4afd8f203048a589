namespace Portal.Contracts.Operations;

/// <summary>States of a tracked operation.</summary>
public static class OperationStatuses
{
    /// <summary>The call had no clear outcome; the BFF is finding out.</summary>
    public const string Checking = "checking";

    /// <summary>Accepted, not started.</summary>
    public const string Waiting = "waiting";

    /// <summary>Running.</summary>
    public const string Processing = "processing";

    /// <summary>Ended well.</summary>
    public const string Finished = "finished";

    /// <summary>Ended badly.</summary>
    public const string Failed = "failed";

    /// <summary>Interrupted.</summary>
    public const string Stop = "stop";

    /// <summary>Could not be found out within 15 minutes; has to be checked by hand.</summary>
    public const string Unknown = "unknown";

    /// <summary>True while further changes are expected.</summary>
    public static bool IsOpen(string status) => status is Checking or Waiting or Processing;
}
