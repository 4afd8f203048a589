using Portal.Bench;

// Two of the processes that the gateway's measure needs are this program itself, in another role.
switch (args)
{
    case ["upstream"]:
        await EchoUpstream.RunAsync();
        return 0;
    case ["yarp", var upstream]:
        await RawProxy.RunAsync(new Uri(upstream));
        return 0;
}

var wanted = args is [] ? ["start", "page", "circuits", "gateway"] : args;
foreach (var measure in wanted)
{
    switch (measure)
    {
        case "start":
            await StartMeasure.RunAsync();
            break;
        case "page":
            await PageMeasure.RunAsync();
            break;
        case "circuits":
            await CircuitMeasure.RunAsync();
            break;
        case "gateway":
            await GatewayMeasure.RunAsync();
            break;
        default:
            await Console.Error.WriteLineAsync("usage: dotnet run -c Release --project bench/Portal.Bench [-- start|page|circuits|gateway ...]");
            return 2;
    }
}

return 0;
