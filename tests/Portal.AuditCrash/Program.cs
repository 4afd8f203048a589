using System.Globalization;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

using Portal.Bff.Audit;
using Portal.Bff.Platform.Data;
using Portal.Contracts.Audit;

// Appends to the audit log until it is killed and prints what was acknowledged, one line each: the kind and the id of
// the entry (of an outcome: of its intent). Configuration as the gateway's; Producers says how many append at once.
var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
builder.Configuration.AddEnvironmentVariables();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddPortalData(builder.Configuration);
builder.Services.AddAudit();
using var host = builder.Build();
await host.StartAsync();
var log = host.Services.GetRequiredService<IAuditLog>();
Console.WriteLine("ready");

var producers = int.Parse(builder.Configuration["Producers"] ?? "16", CultureInfo.InvariantCulture);
await Task.WhenAll(Enumerable.Range(0, producers).Select(n => ProduceAsync(n % 4 == 0 ? "meridian" : "harbor", n)));

async Task ProduceAsync(string tenant, int producer)
{
    var result = new AuditResult(AuditOutcomes.Succeeded) { Status = 200 };
    for (var i = 0; ; i++)
    {
        var call = new AuditCall
        {
            Tenant = tenant, Actor = new AuditActor($"producer-{producer}", "producer", "job"), Operation = "crash",
            Request = $$"""{"i":{{i}},"filler":"{{new string('x', i % 500)}}"}""",
        };
        if (i % 3 == 0)
        {
            Console.WriteLine("event " + await log.RecordAsync(call, result, CancellationToken.None));
            continue;
        }

        var intent = await log.IntentAsync(call, CancellationToken.None);
        Console.WriteLine("intent " + intent.Id);
        await log.OutcomeAsync(intent, result, CancellationToken.None);
        Console.WriteLine("outcome " + intent.Id);
    }
}
