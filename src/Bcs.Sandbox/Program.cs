using Bcs.Sandbox;

try
{
    var app = SandboxApplication.Build(args);
    SandboxSettings.Check(app.Services);
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (SandboxSettings.Problems(exception) is { Count: > 0 } problems)
{
    foreach (var problem in problems)
    {
        Console.Error.WriteLine(problem);
    }

    return 2;
}
