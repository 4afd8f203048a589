using Portal.Bff;
using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Certificates;
using Portal.Bff.Consortia;
using Portal.Bff.Data;
using Portal.Bff.Diagnostics;
using Portal.Bff.Forms;
using Portal.Bff.Iam;
using Portal.Bff.Jobs;
using Portal.Bff.Monitoring;
using Portal.Bff.Notifications;
using Portal.Bff.Operations;
using Portal.Bff.Proxy;
using Portal.Bff.Services;
using Portal.Bff.Sessions;
using Portal.Bff.Tenants;
using Portal.Bff.Ui;
using Portal.Bff.Vault;

var builder = WebApplication.CreateBuilder(args);
if (builder.Configuration["Secrets:Folder"] is { Length: > 0 } secrets)
{
    // Each file is a setting, named like the environment variable: how containers are given their secrets.
    builder.Configuration.AddKeyPerFile(secrets, optional: false);
}

builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Logging.AddPortalLogging();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddProblemDetails().AddExceptionHandler<ExceptionProblems>();
builder.Services.AddOpenApi();
builder.Services.AddHealth();

builder.Services.AddPortalData(builder.Configuration);
builder.Services.AddVault(builder.Configuration);
builder.Services.AddAudit();
builder.Services.AddAccess();
builder.Services.AddTenants(builder.Configuration);
builder.Services.AddIam(builder.Configuration);
builder.Services.AddSessions(builder.Configuration);
builder.Services.AddOperations();
builder.Services.AddServiceSnapshots();
builder.Services.AddForms();
builder.Services.AddCertificates(builder.Configuration);
builder.Services.AddMonitoring();
builder.Services.AddNotifications();
builder.Services.AddConsortia();
builder.Services.AddGateway();
builder.Services.AddJobs(builder.Configuration);
builder.Services.AddUiProxy(builder.Configuration);

var app = builder.Build();
app.UseBffPipeline();
app.MapHealth();
app.MapOpenApi();
app.MapSessions();
app.MapGateway();
app.MapOperations();
app.MapServices();
app.MapForms();
app.MapCertificates();
app.MapMonitoring();
app.MapConsortia();
app.MapNotifications();
app.MapAudit();
app.MapNothingElse();
app.MapUi();
app.Run();
