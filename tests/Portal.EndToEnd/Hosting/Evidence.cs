using System.Runtime.CompilerServices;

using Portal.Testing;

namespace Portal.EndToEnd.Hosting;

/// <summary>What a failed browser test leaves behind to be understood: pictures in <c>artifacts/failures</c>, addresses, troubles, and what the processes wrote.</summary>
public static class Evidence
{
    private const int Tail = 6000;

    /// <summary>Runs a test; if it fails, the error tells what was on screen and what the processes wrote.</summary>
    public static async Task WitnessAsync(
        this PortalProcesses portal, Func<Task> test, Func<IEnumerable<Person>> people, [CallerMemberName] string name = "")
    {
        try
        {
            await test();
        }
        catch (Exception e)
        {
            var seen = await Task.WhenAll(people().Select((person, index) => LookAsync(person, $"{name}-{index}")));
            throw new InvalidOperationException(
                $"{e.Message}\n{string.Join('\n', seen)}\n-- BFF\n{Last(portal.Bff.Output)}\n-- UI\n{Last(portal.Ui.Output)}", e);
        }
    }

    private static async Task<string> LookAsync(Person person, string name)
    {
        var picture = Repo.PathOf("artifacts", "failures", name + ".png");
        try
        {
            await person.Page.ScreenshotAsync(new() { Path = picture, Timeout = 5000 });
        }
        catch (Exception e) when (e is Microsoft.Playwright.PlaywrightException or TimeoutException)
        {
            picture = "no picture: " + e.Message;
        }

        return $"at {person.Page.Url} ({picture})\n{string.Join('\n', person.Watch.Troubles)}";
    }

    private static string Last(string text) => text.Length <= Tail ? text : text[^Tail..];
}
