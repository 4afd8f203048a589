using System.Diagnostics;

/// <summary>
/// Runs inside each process that the starter starts (the runtime calls it before <c>Main</c>, because <c>DOTNET_STARTUP_HOOKS</c> names this
/// assembly) and ends that process when the starter is gone: standard input is a pipe whose other end closes even on <c>kill -9</c>.
/// The parts themselves know nothing of it. Name and shape are fixed by the runtime.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        // Grandchildren have another standard input.
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
        new Thread(EndWithParent) { IsBackground = true, Name = "Parent watch" }.Start();
    }

    private static void EndWithParent()
    {
        using var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[64];
        while (input.Read(ignored) > 0)
        {
        }

        // As abrupt as the parent's own end; everything durable is made for that.
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}
