using Microsoft.Extensions.Options;

using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Features.Administration;
using Portal.Bff.Features.AuditReview;
using Portal.Bff.Features.Certificates;
using Portal.Bff.Features.Consortia;
using Portal.Bff.Features.Forms;
using Portal.Bff.Features.Jobs;
using Portal.Bff.Features.Monitoring;
using Portal.Bff.Features.Notifications;
using Portal.Bff.Features.Services;
using Portal.Bff.Gateway;
using Portal.Bff.Host;
using Portal.Bff.Host.Ui;
using Portal.Bff.Iam;
using Portal.Bff.Live;
using Portal.Bff.Operations;
using Portal.Bff.Platform.Data;
using Portal.Bff.Platform.Jobs;
using Portal.Bff.Platform.Settings;
using Portal.Bff.Platform.Vault;
using Portal.Bff.Sessions;
using Portal.Bff.Tenants;

try
{
    var builder = WebApplication.CreateBuilder(args);
    if (builder.Configuration["Secrets:Folder"] is { Length: > 0 } secrets)
    {
        // Each file is a setting, named like the environment variable: how containers are given their secrets.
        builder.Configuration.AddKeyPerFile(
            Directory.Exists(secrets) ? Path.GetFullPath(secrets) : throw SettingsReader.Refuse($"Secrets:Folder names {secrets}, which does not exist."), optional: false);
    }

    builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    builder.Logging.AddPortalLogging();
    builder.Services.AddSingleton(TimeProvider.System);
    builder.Services.AddProblemDetails().AddExceptionHandler<ExceptionProblems>();
    builder.Services.AddApiDescription();

    // For services of libraries; the gateway's own go on by themselves. The rest of the gateway is worth more than any one of them.
    builder.Services.Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
    builder.Services.AddHealth();

    builder.Services.AddPortalData(builder.Configuration);
    builder.Services.AddVault(builder.Configuration);
    builder.Services.AddAudit();
    builder.Services.AddAccess();
    builder.Services.AddTenants();
    builder.Services.AddIam();
    builder.Services.AddSessions(builder.Configuration);
    builder.Services.AddLive();
    builder.Services.AddOperations();
    builder.Services.AddServiceSnapshots();
    builder.Services.AddForms();
    builder.Services.AddCertificates();
    builder.Services.AddMonitoring();
    builder.Services.AddNotifications();
    builder.Services.AddConsortia();
    builder.Services.AddGateway();
    builder.Services.AddJobs(builder.Configuration);
    builder.Services.AddJobsDashboard();
    builder.Services.AddUiProxy(builder.Configuration);

    var app = builder.Build();

    // Before anything is made of a setting, and before the host would log its own failure.
    app.Services.GetRequiredService<IStartupValidator>().Validate();
    app.UseBffPipeline();
    app.MapHealth();
    app.MapOpenApi().AllowAnonymous();
    app.MapSessions();
    app.MapGateway();
    app.MapLive();
    app.MapOperations();
    app.MapServices();
    app.MapForms();
    app.MapCertificates();
    app.MapMonitoring();
    app.MapConsortia();
    app.MapNotifications();
    app.MapAdministration();
    app.MapAudit();
    app.MapJobsDashboard();
    app.MapNothingElse();
    app.MapUi();
    app.RequireRules();
    app.Run();
    return 0;
}
catch (Exception exception) when (SettingsReader.Problems(exception) is { Count: > 0 } problems)
{
    foreach (var problem in problems)
    {
        Console.Error.WriteLine(problem);
    }

    return 2;
}
