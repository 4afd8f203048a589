using Portal;

var builder = WebApplication.CreateBuilder(PortalUi.HostOptions(args));
builder.WebHost.UseStaticWebAssets();
builder.AddPortalUi();

var app = builder.Build();
app.UsePortalUi();
app.MapPortalUi();
app.Run();
