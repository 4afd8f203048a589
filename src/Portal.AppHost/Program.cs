using Portal.AppHost;

if (args is [] or ["--verbose"])
{
    try
    {
        return await new Starter(StartOptions.FromEnvironment(verbose: args.Length > 0)).RunAsync();
    }
    catch (StartException e)
    {
        await Console.Error.WriteLineAsync(e.Message);
        return e.ExitCode;
    }
}

Console.WriteLine($"""
    Starts the portal, its gateway and the sandbox cloud on this machine; Ctrl-C stops all three.

      dotnet run --project src/Portal.AppHost [-- --verbose]

    {"--verbose",-18}shows everything the parts write, not only warnings and errors
    {StartOptions.PortalPortVariable,-18}the portal's port, default 5080
    {StartOptions.SandboxPortVariable,-18}the sandbox's port, default 5081
    {StartOptions.UiPortVariable,-18}the port of the UI host behind the portal, default 5082
    {StartOptions.DataVariable,-18}the folder for databases, keys and logs, default: data beside Portal.sln
    {StartOptions.SpeedVariable,-18}simulated seconds of the sandbox per second, default 10
    {StartOptions.ScenarioVariable,-18}what the sandbox holds at first: empty (default), demo or large; it counts for a new folder
    """);
return args is ["--help"] or ["-h"] ? 0 : StartException.BadInput;
