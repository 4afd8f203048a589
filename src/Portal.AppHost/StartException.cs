namespace Portal.AppHost;

/// <summary>The start cannot go on; the message is for the person who started it.</summary>
internal sealed class StartException(string message, int exitCode) : Exception(message)
{
    /// <summary>Exit code when a part failed.</summary>
    public const int PartFailed = 1;

    /// <summary>Exit code when a setting must be changed: a port in use, a value that makes no sense.</summary>
    public const int BadInput = 2;

    /// <summary>What the process answers to its caller.</summary>
    public int ExitCode { get; } = exitCode;
}
