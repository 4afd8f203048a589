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

    --verbose        shows everything the parts write, not only warnings and errors
    {StartOptions.PortalPortVariable}      the portal's port, default 5080
    {StartOptions.SandboxPortVariable}     the sandbox's port, default 5081
    {StartOptions.UiPortVariable}          the port of the UI host behind the portal, default 5082
    {StartOptions.DataVariable}      the folder for databases, keys and logs, default: data beside Portal.sln
    {StartOptions.SpeedVariable}    simulated seconds of the sandbox per second, default 10
    """);
return args is ["--help"] or ["-h"] ? 0 : StartException.BadInput;
