using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

using Bcs.Api;
using Bcs.Api.Consortium;

using Portal.Bff.Tests.Hosting;
using Portal.Contracts.Consortia;
using Portal.Testing;

namespace Portal.Bff.Tests.Consortia;

/// <summary>What people of two companies do to found a consortium: one invites, the other answers.</summary>
internal static class Invitations
{
    /// <summary>How long the cloud may take to do its part.</summary>
    public static readonly WaitLimit Patience = WaitLimit.Longer(TimeSpan.FromMinutes(3), "the cloud builds a service, and the portal then looks at its own pace");

    /// <summary>Creates a service of the inviter and invites a company to its channel; returns the service.</summary>
    public static async Task<string> InviteAsync(this PortalBrowser inviter, SandboxProcess sandbox, string invited = "sunrise")
    {
        var made = await (await inviter.SendAsync(HttpMethod.Post, inviter.Bcs("blockchains"), PortalBrowser.NewService("founding"))).JsonAsync();
        var service = made.GetProperty("blockchain_id").GetString()!;
        var domain = (await sandbox.DemoAsync()).Single(t => t.Tenant == invited).Domain;
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await inviter.SendAsync(
                    HttpMethod.Post, inviter.Bcs("members/invitations"), new { bcs_id = service, channel_name = "channel", invited_userinfo = new[] { new { invited_user = domain } } });
                return answer.IsSuccessStatusCode;
            },
            "the service takes invitations",
            Patience);
        return service;
    }

    /// <summary>What the portal knows now, after a look at the cloud.</summary>
    public static async Task<ConsortiumDto> FreshAsync(this PortalBrowser browser) =>
        (await browser.Http.GetFromJsonAsync<ConsortiumDto>($"/api/consortia?tenant={browser.Tenant}&fresh=true"))!;

    /// <summary>The only invitation, once the cloud shows it.</summary>
    public static Task<ConsortiumNotification> InvitationAsync(this PortalBrowser browser) =>
        Eventually.GetAsync(async () => (await browser.FreshAsync()).Invitations.SingleOrDefault(), "the invitation is there", Patience);

    /// <summary>The form that accepts by creating a service.</summary>
    public static AcceptanceRequest Plan(this ConsortiumNotification invitation, string service = "joining") => new()
    {
        ChannelName = invitation.ChannelName, InvitorBcsId = invitation.InvitorInfo!.InvitorBcsId, ServiceName = service, Organizations = ["organization"],
    };

    /// <summary>The service that is created for an invitation.</summary>
    public static JsonObject Service(this ConsortiumNotification invitation, string name = "joining")
    {
        var service = PortalBrowser.NewService(name);
        service["is_invitee"] = true;
        service["invitor_infos"] = JsonSerializer.SerializeToNode(new
        {
            tenant_id = invitation.InvitorInfo!.InvitorId, project_id = invitation.InvitorInfo.InvitorProjectId, blockchain_id = invitation.InvitorInfo.InvitorBcsId,
        });
        service.Remove("channels");
        return service;
    }

    /// <summary>The call that accepts with a service that is there, as a person's own.</summary>
    public static JsonNode Acceptance(this ConsortiumNotification invitation, string project, string? service, string name = "joining") => JsonSerializer.SerializeToNode(
        new ProcessInvitationRequest
        {
            ChannelName = invitation.ChannelName,
            Status = InvitationStatuses.Agreed,
            InvitorInfo = new()
            {
                InvitorBcsId = invitation.InvitorInfo!.InvitorBcsId, InvitorBcsName = invitation.InvitorInfo.InvitorBcsName,
                InvitorProjectId = invitation.InvitorInfo.InvitorProjectId, InvitorUserId = invitation.InvitorInfo.InvitorId,
            },
            InviteeInfo = new() { InviteeBcsId = service, InviteeBcsName = name, InviteeProjectId = project, InviteeUserId = invitation.InviteeInfo?.InviteeId },
            InvitedOrgs = [new() { Name = "organization" }],
        },
        BcsJson.Options)!;

    /// <summary>The answers to invitations that reached the cloud, held or cut off ones among them.</summary>
    public static async Task<IReadOnlyList<SandboxCall>> AnswersAsync(this SandboxProcess sandbox) =>
        [.. (await sandbox.CallsAsync()).Where(c => c.Operation == "processInvitation")];
}
