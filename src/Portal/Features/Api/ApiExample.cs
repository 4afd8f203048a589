using System.Text.Json;
using System.Text.Json.Nodes;

using Bcs.Api.Catalogue;

using Portal.Contracts;
using Portal.Contracts.Session;

namespace Portal.Features.Api;

/// <summary>What of the tenant stands in the examples.</summary>
/// <param name="Service">Id of a service.</param>
/// <param name="Channel">One of its channels.</param>
/// <param name="Organization">One of its organisations.</param>
internal sealed record ApiSubject(string Service, string Channel, string Organization)
{
    /// <summary>Placeholders for a tenant without a service.</summary>
    public static ApiSubject None { get; } = new("SERVICE_ID", "channel", "organization");
}

/// <summary>
/// Complete programs that sign in and make one call through the gateway. The password comes from the environment variable
/// <c>PORTAL_PASSWORD</c>, so that it stands in no file.
/// </summary>
internal sealed class ApiExample(Uri portal, TenantDto tenant, UserDto user, ApiSubject subject)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The path of an operation with the tenant's own ids.</summary>
    public string Path(BcsOperation operation)
    {
        var path = operation.Template
            .Replace("{project_id}", Uri.EscapeDataString(tenant.ProjectId), StringComparison.Ordinal).Replace("{blockchain_id}", Uri.EscapeDataString(subject.Service), StringComparison.Ordinal)
            .Replace("{channel_id}", Uri.EscapeDataString(subject.Channel), StringComparison.Ordinal).Replace("{org_name}", Uri.EscapeDataString(subject.Organization), StringComparison.Ordinal)
            .Replace("{user_name}", "user01", StringComparison.Ordinal);
        return $"{BffRoutes.Gateway}/{Uri.EscapeDataString(tenant.Id)}{path}{ApiBodies.Query(operation, subject)}";
    }

    /// <summary>For a shell with curl.</summary>
    public string Curl(BcsOperation operation)
    {
        var body = ApiBodies.Of(operation, subject);
        var lines = new List<string>
        {
            $"PORTAL={portal.GetLeftPart(UriPartial.Authority)}",
            "curl --fail-with-body -s -c portal.cookies -H 'Content-Type: application/json' -H 'X-CSRF: 1' \\",
            $"  -d '{{\"domain\":{Text(user.Domain)},\"user\":{Text(user.Name)},\"password\":\"'\"$PORTAL_PASSWORD\"'\"}}' \"$PORTAL{BffRoutes.SignInIam}\"",
            $"curl --fail-with-body -s -b portal.cookies -H 'X-CSRF: 1' -X {operation.Method} \\",
        };
        if (operation.Changes)
        {
            lines.Add("  -H \"Idempotency-Key: $(date +%s)-$$\" \\");
        }

        if (ApiBodies.IsUpload(operation))
        {
            lines.Add("  -F 'file=@user01.zip;type=application/zip' \\");
        }
        else if (body is not null)
        {
            lines.Add($"  -H 'Content-Type: application/json' -d '{body.ToJsonString(Indented)}' \\");
        }

        if (operation.Class is OperationClass.Reveals)
        {
            lines.Add("  -o download.zip \\");
        }

        lines.Add($"  \"$PORTAL{Path(operation)}\"");
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>For <c>dotnet run file.cs</c>.</summary>
    public string CSharp(BcsOperation operation)
    {
        var body = ApiBodies.Of(operation, subject);
        var content = ApiBodies.IsUpload(operation)
            ? """

              var form = new MultipartFormDataContent();
              form.Add(new ByteArrayContent(File.ReadAllBytes("user01.zip")), "file", "user01.zip");
              request.Content = form;
              """
            : body is null
                ? ""
                : "\nrequest.Content = new StringContent(\n    \"\"\"\n" + Indent(body.ToJsonString(Indented)) + "\n    \"\"\", Encoding.UTF8, \"application/json\");";
        var key = operation.Changes ? "\nrequest.Headers.Add(\"Idempotency-Key\", Guid.NewGuid().ToString(\"N\"));" : "";
        var show = operation.Class is OperationClass.Reveals
            ? "await File.WriteAllBytesAsync(\"download.zip\", await response.Content.ReadAsByteArrayAsync());"
            : "Console.WriteLine(await response.Content.ReadAsStringAsync());";
        return $$"""
            #:property PublishAot=false
            using System.Text;
            using System.Text.Json.Nodes;

            using var http = new HttpClient { BaseAddress = new Uri("{{portal.GetLeftPart(UriPartial.Authority)}}") };
            http.DefaultRequestHeaders.Add("X-CSRF", "1");
            var who = new JsonObject
            {
                ["domain"] = {{Text(user.Domain)}}, ["user"] = {{Text(user.Name)}}, ["password"] = Environment.GetEnvironmentVariable("PORTAL_PASSWORD"),
            };
            using var signedIn = await http.PostAsync("{{BffRoutes.SignInIam}}", new StringContent(who.ToJsonString(), Encoding.UTF8, "application/json"));
            signedIn.EnsureSuccessStatusCode();

            using var request = new HttpRequestMessage(HttpMethod.Parse("{{operation.Method}}"), "{{Path(operation)}}");{{key}}{{content}}
            using var response = await http.SendAsync(request);
            Console.WriteLine((int)response.StatusCode);
            {{show}}

            """;
    }

    // Within quotes of a shell, in JSON and in C# alike: this encoder leaves no quote, backtick or line end as it is.
    private static string Text(string? text) => JsonSerializer.Serialize(text ?? "");

    private static string Indent(string text) => string.Join('\n', text.Split('\n').Select(l => "    " + l));
}
