using System.Text.Json;
using System.Text.RegularExpressions;

using Bcs.Api.Catalogue;

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

using Portal.Bff.Tests.Proxy;
using Portal.Contracts;
using Portal.Testing;

using Xunit.Abstractions;

namespace Portal.Bff.Tests.Hosting;

/// <summary>What <c>/openapi/v1.json</c> says, against the routes, the catalogue and the published contract.</summary>
public sealed class ApiDescriptionTests(RecordingStack stack, ITestOutputHelper output) : IClassFixture<RecordingStack>
{
    private const string Prefix = BffRoutes.Gateway + "/{tenant}";

    [Fact]
    public async Task Every_route_is_described_and_nothing_else_is()
    {
        var document = await ReadAsync();
        var described = document.Paths.SelectMany(p => p.Value.Operations!.Keys.Select(m => $"{m.Method} {p.Key}")).Order(StringComparer.Ordinal).ToList();
        var routes =
            from endpoint in stack.Bff.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            let path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(Part))))
            where path.StartsWith("/bff/", StringComparison.Ordinal) || path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/bcs/", StringComparison.Ordinal)
            where !path.EndsWith("{**rest}", StringComparison.Ordinal)
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            where method != "HEAD"
            select $"{method} {path}";

        output.Measure($"{described.Count} operations described, {BcsOperations.All.Count} of them the cloud's");
        Assert.Equal(routes.Distinct().Order(StringComparer.Ordinal), described);
        Assert.Equal(
            BcsOperations.All.Select(o => (o.Id, Key: $"{o.Method} {Prefix}{o.Template}")).OrderBy(o => o.Id, StringComparer.Ordinal),
            document.Paths.SelectMany(p => p.Value.Operations!.Select(o => (Id: o.Value.OperationId!, Key: $"{o.Key.Method} {p.Key}")))
                .Where(o => o.Key.Contains(Prefix, StringComparison.Ordinal)).OrderBy(o => o.Id, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_operation_of_the_cloud_has_its_parameters_bodies_and_errors()
    {
        var document = await ReadAsync();
        foreach (var operation in BcsOperations.All)
        {
            var contract = Contract.Operation(operation.Id);
            var described = document.Paths[Prefix + operation.Template].Operations![new HttpMethod(operation.Method)];

            var parameters = described.Parameters!.Where(p => p.In is ParameterLocation.Query).Select(p => $"{p.Name} {Values(p.Schema!)}".Trim());
            Assert.Equal(Newer(operation, Query(contract)).Order(), parameters.Order());
            Assert.Equal(
                operation.Template.Split('/').Count(s => s.StartsWith('{')) + 1, described.Parameters!.Count(p => p is { In: ParameterLocation.Path, Required: true }));
            Assert.Equal(operation.Method != "GET", described.Parameters!.Any(p => p is { Name: BffHeaders.Csrf, Required: true }));
            Assert.Equal(operation.Method != "GET" || operation.Class is OperationClass.Reveals, described.Parameters!.Any(p => p.Name == BffHeaders.Csrf));
            Assert.Equal(operation.Changes, described.Parameters!.Any(p => p.Name == BffHeaders.IdempotencyKey));

            AssertSame(operation, "request", contract.RequestSchema, Of(described.RequestBody?.Content, "application/json"));
            Assert.Equal(contract.FormSchemas.Select(f => f.Name), Of(described.RequestBody?.Content, "multipart/form-data")?.Properties?.Keys ?? []);
            var answer = described.Responses!["200"];
            AssertSame(operation, "answer", operation.Class is OperationClass.Reveals ? null : contract.ResponseSchema, Of(answer.Content, "application/json"));
            Assert.Equal(operation.Class is OperationClass.Reveals, answer.Content!.ContainsKey("application/zip"));
            Assert.Contains(BffHeaders.AuditId, answer.Headers!.Keys);

            // What the cloud's reference lists, what any server in between may say, and what the gateway itself refuses with.
            string[] always = [.. contract.Body.GetProperty("responses").EnumerateObject().Select(r => r.Name).Where(s => s is ['4' or '5', ..]), "405", "415", "429"];
            var statuses = always.Concat(OwnRefusals.Select(r => r.Status).Where(s => operation.Changes || s is not ("409" or "422" or "504")))
                .Where(s => s != "413" || described.RequestBody is not null).Distinct().ToList();
            Assert.Equal([], statuses.Except(described.Responses.Keys));
            if (operation.Changes)
            {
                Assert.Equal([], OwnRefusals.Where(r => r.Status != "413" && !described.Responses[r.Status].Description!.Contains($"`{r.Code}`", StringComparison.Ordinal)));
            }

            foreach (var status in statuses)
            {
                var content = described.Responses[status].Content!;
                Assert.Contains(ProblemCodes.OutcomeUnknown, content["application/problem+json"].Schema!.Properties!["code"].Enum!.Select(v => v!.GetValue<string>()));
                Assert.Equal(["error_code", "error_msg"], content["application/json"].Schema!.Properties!.Keys.Order());
            }
        }
    }

    /// <summary>Status and code of everything that the gateway refuses a known operation with, read from its sources.</summary>
    private static List<(string Status, string Code)> OwnRefusals { get; } =
    [
        .. Directory.EnumerateFiles(Repo.PathOf("src", "Portal.Bff", "Gateway"), "*.cs").Append(Repo.PathOf("src", "Portal.Bff", "Access", "AccessProblems.cs"))
            .SelectMany(f => Regex.Matches(File.ReadAllText(f), @"StatusCodes\.Status(\d{3})\w+,\s*ProblemCodes\.(\w+)"))
            .Select(m => (m.Groups[1].Value, (string)typeof(ProblemCodes).GetField(m.Groups[2].Value)!.GetRawConstantValue()!))
            .Where(r => r.Item2 is not (ProblemCodes.NotCatalogued or ProblemCodes.TenantRequired)).Distinct(),
    ];

    private static IEnumerable<string> Newer(BcsOperation operation, IEnumerable<string> query) =>
        operation == BcsOperations.ListAlarms || operation == BcsOperations.GetAlarmStatistics ? query.Append("type active_alert,history_alert") : query;

    private static IEnumerable<string> Query(ContractOperation contract) => contract.QuerySchemas.Select(p =>
        $"{p.Name} {(p.Schema.TryGetProperty("enum", out var values) ? string.Join(',', values.EnumerateArray()) : "")}".Trim());

    private static string Values(IOpenApiSchema schema) => string.Join(',', (schema.Enum ?? []).Select(v => v!.GetValue<string>()));

    // The names on the wire, to the depth of the records; types are tolerant on both sides. What the live service adds stands in the records too.
    private static void AssertSame(BcsOperation operation, string what, JsonElement? contract, IOpenApiSchema? schema)
    {
        Assert.True(contract is null == schema is null, $"{operation.Id}: {what}");
        if (contract is { } known && !operation.Action.Contains("listEvent", StringComparison.Ordinal))
        {
            var fields = Contract.FieldPaths(known).Select(f => f.Split('.')[0]).Distinct();
            Assert.True(!fields.Except(schema!.Properties?.Keys ?? []).Any(), $"{operation.Id}: {what} lacks {string.Join(", ", fields.Except(schema.Properties?.Keys ?? []))}");
        }
    }

    private static IOpenApiSchema? Of(IDictionary<string, OpenApiMediaType>? content, string mediaType) =>
        content is not null && content.TryGetValue(mediaType, out var media) ? media.Schema : null;

    private static string Part(RoutePatternPart part) => part switch
    {
        RoutePatternParameterPart { IsCatchAll: true } rest => $"{{**{rest.Name}}}",
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        RoutePatternLiteralPart literal => literal.Content,
        _ => throw new NotSupportedException(part.ToString()),
    };

    private async Task<OpenApiDocument> ReadAsync()
    {
        using var answer = await stack.Browser.GetAsync("/openapi/v1.json");
        await using var stream = await answer.Content.ReadAsStreamAsync();
        var read = await OpenApiDocument.LoadAsync(stream, "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        return read.Document!;
    }
}
