using System.Text.Json;

using Bcs.Api.Catalogue;

using Portal.Testing;

namespace Portal.EndToEnd.Hosting;

/// <summary>
/// Writes what the clouds of the tests were called for into the folder that <c>PORTAL_TEST_CALLS</c> names. No test reads it: what all of
/// them together have caused is judged by <c>tests/summary.py</c> when the run has ended.
/// </summary>
public static class CallLedger
{
    // The portal's own user of a tenant: what it asks for happens in the background.
    private const string Background = "portal";

    private static readonly string? Folder = Environment.GetEnvironmentVariable("PORTAL_TEST_CALLS");

    /// <summary>Keeps the calls of a cloud that is about to end.</summary>
    public static async Task KeepAsync(SandboxProcess sandbox)
    {
        if (string.IsNullOrEmpty(Folder))
        {
            return;
        }

        Directory.CreateDirectory(Folder);
        await WriteAsync("operations", BcsOperations.All.Select(o => new { o.Id, o.Changes }));
        try
        {
            var calls = (await sandbox.CallsAsync()).Where(c => c.Operation is not (null or "iam"));
            await WriteAsync($"cloud-{Guid.NewGuid():N}", calls.Select(c => new { c.Operation, ByPerson = c.User != Background, c.Status }));
        }
        catch (HttpRequestException)
        {
            // A test has ended this cloud before; the matrix lacks what only it had seen.
        }
    }

    // Written beside its place and moved there: two clouds may end at the same time.
    private static async Task WriteAsync<T>(string name, IEnumerable<T> rows)
    {
        var written = Path.Combine(Folder!, Path.GetRandomFileName());
        await File.WriteAllTextAsync(written, JsonSerializer.Serialize(rows, JsonSerializerOptions.Web));
        File.Move(written, Path.Combine(Folder!, name + ".json"), overwrite: true);
    }
}
