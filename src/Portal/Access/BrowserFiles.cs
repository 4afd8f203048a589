using System.Text;
using System.Text.Json;

using Bcs.Api;
using Bcs.Api.Catalogue;
using Bcs.Api.Client;

using Microsoft.JSInterop;

using Portal.Contracts;
using Portal.Contracts.Session;

namespace Portal.Access;

/// <summary>
/// Calls whose file goes between the browser and the gateway: private keys never pass through this host. Refusals are handled as
/// <see cref="BffHttp"/> handles them.
/// </summary>
internal sealed class BrowserFiles(IJSRuntime js, BffHttp bff)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Makes a call.</summary>
    /// <param name="tenant">Tenant to act in.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    public Task<BcsResult<BrowserFile>> CallAsync(TenantDto tenant, BrowserCall call, CancellationToken cancellationToken) =>
        bff.WithSession(() => OnceAsync(tenant, call, cancellationToken));

    /// <summary>What a call asks for, to tell whether two are the same; null with a file, whose form is another each time it is sent.</summary>
    public static string? Request(TenantDto tenant, BrowserCall call) =>
        call.FileInput is null ? $"{call.Operation.Method} {Url(tenant, call)} {Json(call)}" : null;

    private async Task<BcsResult<BrowserFile>> OnceAsync(TenantDto tenant, BrowserCall call, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Patience);
        BrowserAnswer answer;
        try
        {
            answer = await js.InvokeAsync<BrowserAnswer>("portalFiles.call", limited.Token, new
            {
                method = call.Operation.Method,
                url = Url(tenant, call),
                key = call.Key,
                reason = call.Reason,
                json = Json(call),
                inputId = call.FileInput,
                fileNeeded = call.FileNeeded,
                mostBytes = FileUpload.MostCertificateBytes,
                save = call.Save,
                preview = call.Preview,
            });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new BcsResult<BrowserFile>.Unclear("Timeout", null);
        }

        if (answer.Fault is { } fault)
        {
            return new BcsResult<BrowserFile>.Ok(new BrowserFile(null, 0, null, null, fault), null);
        }

        if (answer.Status is >= 200 and < 300 && !(call.Operation.Class is OperationClass.Reveals && answer.Name is null))
        {
            return new BcsResult<BrowserFile>.Ok(new BrowserFile(answer.Name, answer.Size ?? 0, answer.Sha256, answer.Preview, null), answer.AuditId);
        }

        return BcsErrorReader.Read(answer.Status, Encoding.UTF8.GetBytes(answer.Body ?? "")) is { } error
            ? new BcsResult<BrowserFile>.Refused(error with { AuditId = answer.AuditId, RetryAfter = answer.RetryAfter is { } wait ? TimeSpan.FromSeconds(wait) : null })
            : new BcsResult<BrowserFile>.Unclear(answer.Status == 0 ? "ConnectionError" : "NotFile", answer.Status);
    }

    private static string? Json(BrowserCall call) => call.Body is null ? null : JsonSerializer.Serialize(call.Body, BcsJson.Options);

    private static string Url(TenantDto tenant, BrowserCall call)
    {
        var path = call.Operation.Template.Replace("{project_id}", Uri.EscapeDataString(tenant.ProjectId), StringComparison.Ordinal);
        foreach (var (name, value) in call.Route)
        {
            path = path.Replace($"{{{name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
        }

        return PortalUrls.With($"{BffRoutes.Gateway}/{Uri.EscapeDataString(tenant.Id)}{path}", call.Query);
    }
}

/// <summary>A call whose file goes between the browser and the gateway.</summary>
/// <param name="Operation">Entry of the catalogue.</param>
/// <param name="Route">Values of the path besides the project.</param>
public sealed record BrowserCall(BcsOperation Operation, params (string Name, string Value)[] Route)
{
    /// <summary>Query.</summary>
    public (string Name, string? Value)[] Query { get; init; } = [];

    /// <summary>Body to send as JSON, or null.</summary>
    public object? Body { get; init; }

    /// <summary>Element id of the input with the file to send, or null.</summary>
    public string? FileInput { get; init; }

    /// <summary>True if nothing is sent without that file.</summary>
    public bool FileNeeded { get; init; }

    /// <summary>Makes a change safe to send again, or null.</summary>
    public string? Key { get; init; }

    /// <summary>Why the file is downloaded, where the tenant wants to know, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>Offers the file to the person.</summary>
    public bool Save { get; init; } = true;

    /// <summary>Ending of the file inside of the zip that is shown, or null.</summary>
    public string? Preview { get; init; }
}

/// <summary>What the browser got.</summary>
/// <param name="Name">File name; null if the answer was no file.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Sha256">Hash in lower-case hex; null where the browser does not hash.</param>
/// <param name="Preview">Text of the file that was to be shown, or null.</param>
/// <param name="Fault">Key of the rule that the chosen file breaks; nothing was sent then.</param>
public sealed record BrowserFile(string? Name, long Size, string? Sha256, string? Preview, string? Fault);

/// <summary>What the page's script tells of an answer.</summary>
/// <param name="Status">HTTP status; 0 without an answer.</param>
/// <param name="AuditId">Audit record, or null.</param>
/// <param name="RetryAfter">Seconds to wait, or null.</param>
/// <param name="Body">Body that was no file, or null.</param>
/// <param name="Name">File name, or null.</param>
/// <param name="Size">Size of the file, or null.</param>
/// <param name="Sha256">Its hash, or null.</param>
/// <param name="Preview">Text to show, or null.</param>
/// <param name="Fault">Key of the rule that the chosen file breaks, or null.</param>
internal sealed record BrowserAnswer(
    int Status, string? AuditId = null, double? RetryAfter = null, string? Body = null, string? Name = null, long? Size = null, string? Sha256 = null,
    string? Preview = null, string? Fault = null);
