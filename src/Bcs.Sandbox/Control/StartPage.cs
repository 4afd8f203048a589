using System.Globalization;
using System.Net;
using System.Text;

using Bcs.Api.Catalogue;
using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Pipeline;

namespace Bcs.Sandbox.Control;

/// <summary>What a person sees who opens the emulator in a browser: its APIs, tenants and last calls.</summary>
internal static class StartPage
{
    private const int CallsShown = 50;

    public static void MapStartPage(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/", (SandboxWorld world, SandboxClock clock, CallLog calls) => TypedResults.Text(Render(world, clock, calls), "text/html", Encoding.UTF8));

    private static string Render(SandboxWorld world, SandboxClock clock, CallLog calls)
    {
        var page = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>BCS sandbox</title>")
            .Append("<meta name=\"viewport\" content=\"width=device-width\"><style>body{font:15px/1.5 system-ui,sans-serif;margin:2rem;max-width:75rem}")
            .Append("table{border-collapse:collapse;margin-bottom:2rem}td,th{padding:.2rem .8rem;text-align:left;border-bottom:1px solid #ccc}</style></head><body>")
            .Append(CultureInfo.InvariantCulture, $"<h1>BCS sandbox</h1><p>Simulated time {clock.UtcNow:u}, {clock.Speed} s per second. Dialect: {world.Dialect}. Demo users: <a href=\"/sandbox/demo\">/sandbox/demo</a>.</p>");
        Table(page, "APIs", ["Section", "Operation", "Method", "Path"], BcsOperations.All.Where(o => BcsHandlers.Find(o) is not null)
            .Select(o => (string[])[o.Section, o.Id, o.Method, o.Template])
            .Prepend(["", FaultTable.Iam, "GET", "/v3/regions"])
            .Prepend(["", FaultTable.Iam, "GET", "/v3/auth/domains"])
            .Prepend(["7.3", FaultTable.Iam, "GET", "/v3/projects"])
            .Prepend(["4.1", FaultTable.Iam, "POST", "/v3/auth/tokens"])
            .Append(["", "OpenID provider", "GET", "/oidc/.well-known/openid-configuration"]));
        lock (world.Gate)
        {
            OperationEngine.Settle(world, clock.Now);
            Table(page, "Tenants", ["Tenant", "Company", "Domain", "Project", "Project ID", "Services", "Running operations"], world.Tenants.Select(t => (string[])
                [t.Id, t.Name, t.Domain, t.Project, t.ProjectId, Number(t.Services.Count), Number(t.Running.Count)]));
        }

        Table(page, "Last calls", ["#", "Time", "Tenant", "User", "Method", "Path", "Operation", "Status"], calls.Newest(CallsShown).Select(c => (string[])
            [Number(c.Seq), c.Time.ToString("u", CultureInfo.InvariantCulture), c.Tenant ?? "", c.User ?? "", c.Method, c.Path, c.Operation ?? "", c.Status is { } s ? Number(s) : ""]));
        return page.Append("</body></html>").ToString();
    }

    private static void Table(StringBuilder page, string title, string[] heads, IEnumerable<string[]> rows)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{title}</h2><table><tr>");
        foreach (var head in heads)
        {
            page.Append(CultureInfo.InvariantCulture, $"<th>{head}</th>");
        }

        page.Append("</tr>");
        foreach (var row in rows)
        {
            page.Append("<tr>");
            foreach (var cell in row)
            {
                page.Append(CultureInfo.InvariantCulture, $"<td>{WebUtility.HtmlEncode(cell)}</td>");
            }

            page.Append("</tr>");
        }

        page.Append("</table>");
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
