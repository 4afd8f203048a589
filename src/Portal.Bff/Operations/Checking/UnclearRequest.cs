using System.Text.Json;

using Bcs.Api.Catalogue;
using Bcs.Api.Consortium;
using Bcs.Api.Services;

namespace Portal.Bff.Operations.Checking;

/// <summary>What the redacted body of an unclear call says about the resource it was to make.</summary>
internal static class UnclearRequest
{
    /// <summary>Name of the service that a create was to make, or null.</summary>
    public static string? ServiceName(string operation, string? request) =>
        operation == BcsOperations.CreateService.Id ? Read<CreateServiceRequest>(request)?.Name : null;

    /// <summary>The service on which a call works whose path names none, or null.</summary>
    public static string? ServiceId(string operation, string? request) =>
        operation == BcsOperations.ProcessInvitation.Id ? Read<ProcessInvitationRequest>(request)?.InviteeInfo?.InviteeBcsId
        : operation == BcsOperations.ExitConsortium.Id ? Read<ExitConsortiumRequest>(request)?.InviteeBcsid
        : null;

    /// <summary>True for a call that starts an operation though its answer names none: an accepted invitation, whose service then joins.</summary>
    public static bool StartsOperation(string operation, string? request) =>
        operation == BcsOperations.ProcessInvitation.Id && Read<ProcessInvitationRequest>(request)?.Status == InvitationStatuses.Agreed;

    /// <summary>The body as it was sent, or null.</summary>
    public static T? Read<T>(string? json)
        where T : class
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<T>(json, Bcs.Api.BcsJson.Options);
        }
        catch (JsonException)
        {
            // A body that is not what the operation takes names no resource; upstream refused it or nothing was made.
            return null;
        }
    }
}
