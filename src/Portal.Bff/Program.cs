using Portal.Bff.Data;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddPortalData(builder.Configuration);

var app = builder.Build();
app.MapGet("/health/live", () => "live");
app.Run();
