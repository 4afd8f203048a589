using Microsoft.Extensions.Options;

using Portal;

try
{
    var builder = WebApplication.CreateBuilder(PortalUi.HostOptions(args));
    builder.WebHost.UseStaticWebAssets();
    builder.AddPortalUi();

    var app = builder.Build();

    // Before anything is made of a setting, and before the host would log its own failure.
    app.Services.GetRequiredService<IStartupValidator>().Validate();
    app.UsePortalUi();
    app.MapPortalUi();
    app.Run();
    return 0;
}
catch (OptionsValidationException exception)
{
    foreach (var problem in exception.Failures)
    {
        Console.Error.WriteLine(problem);
    }

    return 2;
}
