using System.Globalization;
using System.Text.Json.Nodes;

using Bcs.Api.Catalogue;

using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

using Portal.Contracts;

namespace Portal.Bff.Gateway;

/// <summary>
/// Describes the gateway's routes in <c>/openapi/v1.json</c>. They are plain request delegates, which the framework says nothing of: bodies and
/// answers come from metadata, the rest from the catalogue.
/// </summary>
internal sealed class GatewayDescription : IOpenApiOperationTransformer
{
    private const string Json = "application/json";
    private const string ProblemJson = "application/problem+json";
    private const string Zip = "application/zip";

    /// <summary>What the portal or the cloud may refuse with, and which operations it concerns.</summary>
    private static readonly (int Status, string Meaning, Func<BcsOperation, bool> Concerns)[] Refusals =
    [
        (400, "The request breaks a rule of the portal (`bad_request`, and `reason_required` for a download without the reason that the tenant demands) or of the cloud.", _ => true),
        (401, "There is no session (`session_required`), or the person's cloud token is gone and the password is needed again (`upstream_signin_required`).", _ => true),
        (403, "The action is not granted (`action_denied`), the header against forged requests is missing (`csrf`), or the cloud refuses the person.", _ => true),
        (404, "The session has no such tenant, or the project is not the tenant's (`tenant_unknown`), or the cloud knows no such thing.", _ => true),
        (405, "The cloud does not take this method here.", _ => true),
        (409, "A request with the same idempotency key is still running (`idempotency_busy`), or it could not be found out whether the one before was carried out (`outcome_undetermined`, with what is known in `operation`).", o => o.Changes),
        (413, "The body is too large (`body_too_large`).", o => BcsMessages.Of(o) is { Body: not null } or { Upload: not null }),
        (415, "The cloud does not take a body of this type.", _ => true),
        (422, "The idempotency key was used with another request (`idempotency_mismatch`).", o => o.Changes),
        (429, "The person's idempotency keys of a day are used up (`idempotency_full`), too many requests came without a session (`too_many_requests`), or the cloud takes no more for now. `Retry-After` says when to try again, where it is known.", _ => true),
        (500, "The cloud, or the portal (`internal`), has a fault.", _ => true),
        (502, "The cloud could not be reached and nothing was sent (`not_sent`: it is safe to send it again, with the same idempotency key), or it gave no understandable answer to a read (`upstream_unreachable`).", _ => true),
        (503, "The request changed nothing; whether an earlier one under its idempotency key did may not be known, so repeat it under the same key: the audit log cannot record (`audit_unavailable`), the database does not answer (`storage_unavailable`), the cloud's sign-in does not (`iam_unavailable`), or the cloud's answer to a read could not be recorded and is not shown (`answer_withheld`).", _ => true),
        (504, "The change was sent and its outcome is not known (`outcome_unknown`); the problem's operation, or else the record that `X-Audit-Id` names, says how it is being found out.", o => o.Changes),
    ];

    /// <summary>What the framework has to know of a route to describe it.</summary>
    public static object[] Metadata(BcsOperation operation)
    {
        var message = BcsMessages.Of(operation);
        object answer = message.Answer is { } type
            ? new ProducesResponseTypeMetadata(StatusCodes.Status200OK, type, [Json])
            : new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Stream), [Zip]);
        object[] always = [((Delegate)Described).Method, answer, new ProducesResponseTypeMetadata(StatusCodes.Status400BadRequest, typeof(Problem), [ProblemJson])];
        return message.Body is null ? always : [.. always, new Accepted(message.Body, message.BodyOptional)];
    }

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<BcsOperation>().FirstOrDefault() is not { } described)
        {
            return Task.CompletedTask;
        }

        var message = BcsMessages.Of(described);
        operation.Summary = $"{described.Id}, BCS API Reference {described.Section}";
        operation.Description = $"Needs {described.Action}.";
        operation.Parameters = [.. Path(described), .. message.Query.Select(p => Query(p)), .. Headers(described)];
        if (message.Upload is { } part)
        {
            operation.RequestBody = Upload(part, required: !message.BodyOptional);
        }

        if (message.Answer is null)
        {
            operation.Responses!["200"].Content![Zip].Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        }

        // Made by the framework once, for the status that every operation has.
        var problem = operation.Responses!["400"].Content![ProblemJson];
        foreach (var (status, meaning, _) in Refusals.Where(r => r.Concerns(described)))
        {
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = meaning,
                Headers = AuditId(),
                Content = new Dictionary<string, OpenApiMediaType> { [ProblemJson] = problem, [Json] = new() { Schema = UpstreamError() } },
            };
        }

        if (operation.Responses["200"] is OpenApiResponse succeeded)
        {
            succeeded.Description = "As the cloud answered.";
            succeeded.Headers = AuditId();
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<IOpenApiParameter> Path(BcsOperation operation) =>
        operation.Template.Split('/').Where(s => s is ['{', .., '}']).Select(s => s[1..^1]).Prepend("tenant").Select(name => new OpenApiParameter
        {
            Name = name, In = ParameterLocation.Path, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });

    private static OpenApiParameter Query(BcsParameter parameter) => new()
    {
        Name = parameter.Name,
        In = ParameterLocation.Query,
        Required = parameter.Required,
        Schema = new OpenApiSchema
        {
            Type = parameter.Type == typeof(int) ? JsonSchemaType.Integer : parameter.Type == typeof(bool) ? JsonSchemaType.Boolean : JsonSchemaType.String,
            Enum = parameter.Values.Count == 0 ? null : [.. parameter.Values.Select(v => JsonValue.Create(v))],
        },
    };

    private static IEnumerable<OpenApiParameter> Headers(BcsOperation operation)
    {
        if (operation.Method != HttpMethods.Get)
        {
            yield return Header(BffHeaders.Csrf, "Has to be 1: a page of another origin cannot send it.", required: true);
        }
        else if (operation.Class is OperationClass.Reveals)
        {
            yield return Header(BffHeaders.Csrf, "Has to be 1 from every program: only a browser that names the request same-origin (Sec-Fetch-Site) may leave it out.");
        }

        if (operation.Changes)
        {
            yield return Header(BffHeaders.IdempotencyKey, "1 to 64 visible characters that make the change safe to send again for 24 hours.");
        }

        if (operation.Class is OperationClass.Reveals)
        {
            yield return Header(BffHeaders.Reason, "Why the file is downloaded, 3 to 200 characters, percent-encoded. Some tenants demand it.");
        }
    }

    private static OpenApiParameter Header(string name, string description, bool required = false) => new()
    {
        Name = name, In = ParameterLocation.Header, Required = required, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static OpenApiRequestBody Upload(string part, bool required) => new()
    {
        Required = required,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["multipart/form-data"] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema> { [part] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
                },
            },
        },
    };

    private static OpenApiSchema UpstreamError() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "The cloud's own refusal, as it came.",
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["error_code"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["error_msg"] = new OpenApiSchema { Type = JsonSchemaType.String },
        },
    };

    private static Dictionary<string, IOpenApiHeader> AuditId() => new()
    {
        [BffHeaders.AuditId] = new OpenApiHeader { Description = "The audit record of the call.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
    };

    // Stands for the handler, whose only parameter is the request.
    private static Task Described(HttpContext context) => Task.CompletedTask;

    // Without content types, because routing would refuse others: the cloud takes a body without a type for JSON.
    private sealed record Accepted(Type? RequestType, bool IsOptional) : IAcceptsMetadata
    {
        public IReadOnlyList<string> ContentTypes => [];
    }
}
