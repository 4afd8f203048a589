using System.Runtime.CompilerServices;

using Bunit;

namespace Portal.Tests;

/// <summary>On a busy machine a rendering may take its time; what never comes still fails.</summary>
internal static class Patience
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    [ModuleInitializer]
    internal static void Set()
    {
        BunitContext.DefaultWaitTimeout = Guard;

        // Tests that wait hold a thread each, and the renderer needs one too.
        ThreadPool.GetMinThreads(out var workers, out var completion);
        ThreadPool.SetMinThreads(Math.Max(workers, 8 * Environment.ProcessorCount), completion);
    }
}
