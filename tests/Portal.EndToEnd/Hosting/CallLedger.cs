using System.Collections.Concurrent;

using Portal.Testing;

namespace Portal.EndToEnd.Hosting;

/// <summary>What the clouds of all tests of this run were called for, kept when each of them ends.</summary>
public static class CallLedger
{
    private static readonly ConcurrentBag<SandboxCall> Kept = [];

    /// <summary>Calls of operations of BCS.</summary>
    public static IReadOnlyCollection<SandboxCall> Calls => Kept;

    /// <summary>Keeps the calls of a cloud that is about to end.</summary>
    public static async Task KeepAsync(SandboxProcess sandbox)
    {
        try
        {
            foreach (var call in (await sandbox.CallsAsync()).Where(c => c.Operation is not (null or "iam")))
            {
                Kept.Add(call);
            }
        }
        catch (HttpRequestException)
        {
            // A test has ended this cloud before; the matrix lacks what only it had seen.
        }
    }
}
