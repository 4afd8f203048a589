using System.Runtime.CompilerServices;

namespace Portal.Testing;

/// <summary>
/// Hosts that tests start, in this process and in others, do not watch their settings' files: a machine has 128 watchers for everybody on it, and
/// none of them changes.
/// </summary>
internal static class NoFileWatchers
{
#pragma warning disable CA2255 // A library that every test process loads before its first host.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Set() => Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
}
