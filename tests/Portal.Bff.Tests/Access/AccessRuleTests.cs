using System.Net;

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Portal.Bff.Access;
using Portal.Bff.Audit;
using Portal.Bff.Identity;
using Portal.Bff.Platform.Data;
using Portal.Bff.Tests.Audit;
using Portal.Bff.Tests.Operations;
using Portal.Bff.Tests.Proxy;
using Portal.Contracts;

namespace Portal.Bff.Tests.Access;

/// <summary>Who may use a route is said by the route, or nobody may.</summary>
public sealed class AccessRuleTests(RecordingStack stack) : IClassFixture<RecordingStack>
{
    [Fact]
    public async Task Route_without_a_rule_stops_the_start()
    {
        await using var database = AuditDatabase.Sqlite();
        await using var app = Host(database);
        app.MapGet("/open", () => "").AllowAnonymous();
        app.MapGet("/ruled", () => "").RequireTenantAction("readRuled", action: null);
        ((IEndpointRouteBuilder)app).RequireRules();

        app.MapGet("/forgotten", () => "");

        var refused = Assert.Throws<InvalidOperationException>(((IEndpointRouteBuilder)app).RequireRules);
        Assert.Contains("/forgotten", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("/open", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/forgotten", "", HttpStatusCode.Unauthorized)]
    [InlineData("/forgotten", "harbor", HttpStatusCode.Unauthorized)]
    [InlineData("/ruled", "", HttpStatusCode.Unauthorized)]
    [InlineData("/ruled", "harbor", HttpStatusCode.OK)]
    [InlineData("/ruled", "harbor,meridian", HttpStatusCode.BadRequest)]
    [InlineData("/ruled?tenant=meridian", "harbor", HttpStatusCode.NotFound)]
    [InlineData("/acting", "harbor", HttpStatusCode.Forbidden)]
    public async Task Route_lets_in_whom_its_rule_lets_in_and_without_one_nobody(string path, string tenants, HttpStatusCode expected)
    {
        await using var database = AuditDatabase.Sqlite();
        await using var app = Host(database);
        app.MapGet("/forgotten", () => "");
        app.MapGet("/ruled", (TenantScope scope) => scope.Tenant).RequireTenantAction("readRuled", action: null);
        app.MapGet("/acting", (TenantScope scope) => scope.Tenant).RequireTenantAction("readActing", "bcs:fabricInstance:list");
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        client.DefaultRequestHeaders.Add("X-Tenants", tenants);

        var answer = await client.GetAsync(path);

        Assert.Equal(expected, answer.StatusCode);
        if (expected is HttpStatusCode.OK)
        {
            Assert.Equal("harbor", await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public void Every_route_of_the_api_acts_in_a_tenant()
    {
        var routes = stack.Bff.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText is { } text && text.TrimStart('/').StartsWith("api/", StringComparison.Ordinal) && !text.EndsWith("{**rest}", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(routes);
        Assert.Equal([], routes.Where(e => e.Metadata.GetMetadata<TenantActionRequirement>() is null || e.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(e => e.DisplayName));
    }

    private static WebApplication Host(AuditDatabase database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(database.Settings);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddPortalData(builder.Configuration);
        builder.Services.AddAudit();
        builder.Services.AddSingleton<IAccessEngine>(new People());
        builder.Services.AddAccessRules();
        var app = builder.Build();
        app.Use((context, next) =>
        {
            if (context.Request.Headers["X-Tenants"].ToString() is { Length: > 0 } tenants)
            {
                context.User = new PortalSession("s-1", "iam:x/y", "y", "x", "iam", tenants.Split(',')).ToPrincipal("test");
            }

            return next(context);
        });
        app.UseAuthorization();
        return app;
    }
}
