using System.Text.Json;

using Bcs.Api;
using Bcs.Api.Catalogue;
using Bcs.Api.Certificates;

using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

using Portal.Bff.Audit;
using Portal.Bff.Gateway;
using Portal.Bff.Operations.Checking;
using Portal.Bff.Platform.Data;
using Portal.Contracts.Certificates;

namespace Portal.Bff.Features.Certificates;

/// <summary>Sees certificates pass through the gateway: downloads, newly generated ones, freezing and unfreezing, with or without an answer.</summary>
internal sealed partial class CertificateWatch(CertificateStore certificates, ILogger<CertificateWatch> logger) : IAnswerObserver, ILostCallObserver
{
    private static readonly BcsOperation[] Watched =
    [
        BcsOperations.DownloadCertificates, BcsOperations.GenerateUserCertificate, BcsOperations.FreezeUserCertificate, BcsOperations.UnfreezeUserCertificate,
    ];

    public bool Observes(BcsOperation operation) => Array.IndexOf(Watched, operation) >= 0;

    public Task AnsweredAsync(ObservedCall call) => TryAsync(call, () => NoteAsync(call));

    public Task UnclearAsync(ObservedCall call, DateTimeOffset sentAt) => TryAsync(call, async () =>
    {
        if (Freezes(call.Operation.Id) && await TargetAsync(call) is { } target)
        {
            await certificates.UnclearAsync(target, sentAt, CancellationToken.None);
        }
    });

    public Task LostAsync(PendingIntent call, CancellationToken cancellationToken) =>
        Freezes(call.Call.Operation) ? certificates.UnclearAsync(FreezeTarget.Recorded(call.Call), call.At, cancellationToken) : Task.CompletedTask;

    private static bool Freezes(string operation) => operation == BcsOperations.FreezeUserCertificate.Id || operation == BcsOperations.UnfreezeUserCertificate.Id;

    private async Task TryAsync(ObservedCall call, Func<Task> note)
    {
        try
        {
            await note();
        }
        catch (Exception exception) when (DbErrors.IsStorage(exception))
        {
            // The person has the file, and the audit has its name and hash; only the list lacks it.
            LogNotListed(logger, call.AuditId, exception);
        }
    }

    private Task NoteAsync(ObservedCall call)
    {
        var (operation, audit) = (call.Operation, call.Call);
        if (operation == BcsOperations.DownloadCertificates)
        {
            return HandedOutAsync(call, call.Query["org_name"].ToString(), null, call.Query["cert_type"].ToString(), hosted: false);
        }

        return operation == BcsOperations.GenerateUserCertificate
            ? HandedOutAsync(call, audit.Organization!, audit.User, CertificateKinds.Generated, Hosted(call.Body))
            : FreezingAsync(call);
    }

    private async Task HandedOutAsync(ObservedCall call, string organization, string? user, string kind, bool hosted)
    {
        // An answer without a file, as the reference prints it, handed out nothing.
        if (call.File is { Bytes: > 0 } file)
        {
            var facts = CertificateReader.Read(call.Content);
            await certificates.HandedOutAsync(
                new HandedOut(
                    call.Call.Tenant, call.Call.BlockchainId!, organization, user ?? UserIn(facts?.Subject, kind), kind, hosted, facts, file, call.Call.Actor.Name,
                    call.AuditId, call.Reason),
                CancellationToken.None);
        }
    }

    private async Task FreezingAsync(ObservedCall call)
    {
        if (await TargetAsync(call) is { } target)
        {
            await certificates.FreezingAsync(target, call.Operation == BcsOperations.FreezeUserCertificate, CancellationToken.None);
        }
    }

    /// <summary>What is to be frozen or unfrozen, or null if the file that was sent does not tell.</summary>
    private static async Task<FreezeTarget?> TargetAsync(ObservedCall call)
    {
        var upload = await UploadAsync(call.ContentType, call.Body);
        var serial = upload is { Length: > 0 } ? CertificateReader.Read(upload)?.Serial : null;
        return serial is null && upload is not null
            ? null
            : new FreezeTarget(call.Call.Tenant, call.Call.BlockchainId!, call.Call.Organization!, call.Call.User!, serial);
    }

    /// <summary>The file that was sent, or null if none was.</summary>
    private static async Task<byte[]?> UploadAsync(string? contentType, ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty || !MediaTypeHeaderValue.TryParse(contentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
        {
            return null;
        }

        try
        {
            using var stream = new MemoryStream(body.ToArray(), writable: false);
            var reader = new MultipartReader(boundary, stream);
            while (await reader.ReadNextSectionAsync() is { } section)
            {
                if (section.GetContentDispositionHeader() is { } disposition && disposition.IsFileDisposition())
                {
                    using var content = new MemoryStream();
                    await section.Body.CopyToAsync(content);
                    return content.ToArray();
                }
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or ArgumentException)
        {
            // The cloud took it for whatever it is.
        }

        return null;
    }

    private static bool Hosted(ReadOnlyMemory<byte> body)
    {
        try
        {
            return !body.IsEmpty && JsonSerializer.Deserialize<GenerateUserCertificateRequest>(body.Span, BcsJson.Options)?.SecurityMode is true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // The common name of a user is name@organisation.
    private static string? UserIn(string? subject, string kind) =>
        kind != CertificateKinds.Authority && subject?.Split(", ").FirstOrDefault(p => p.StartsWith("CN=", StringComparison.Ordinal)) is { } name
            ? name[3..].Split('@')[0]
            : null;

    [LoggerMessage(820, LogLevel.Error, "The certificate of {AuditId} could not be listed")]
    private static partial void LogNotListed(ILogger logger, string auditId, Exception exception);
}
