using System.Reflection;

using Bcs.Api.Catalogue;

using Bunit;

using Microsoft.Extensions.DependencyInjection;

using Portal.Components.Layout;
using Portal.Contracts;
using Portal.Contracts.Session;
using Portal.Features.Consortium;
using Portal.Model.Certificates;
using Portal.Model.Services;
using Portal.Resources;
using Portal.Shell;

namespace Portal.Tests.Shell;

/// <summary>Every address that asks for something tells whoever may not do it which action is missing. Whoever adds one says here what it needs.</summary>
public sealed class LinkNeedsTests : IDisposable
{
    private static readonly Dictionary<string, string> Pages = new()
    {
        [""] = BcsOperations.ListServices.Action,
        ["/services"] = BcsOperations.ListServices.Action,
        ["/services/new"] = BcsOperations.CreateService.Action,
        ["/services/new?step=review"] = BcsOperations.CreateService.Action,
        ["/services/s-1?tab=channels"] = BcsOperations.ListServices.Action,
        ["/monitoring"] = BcsOperations.ListServices.Action,
        ["/monitoring?only=alarms"] = BcsOperations.ListServices.Action,
        ["/consortium"] = BcsOperations.ListNotifications.Action,
        ["/certificates"] = BcsOperations.DownloadCertificates.Action,
        ["/operations"] = BcsOperations.ListOperationRecords.Action,
        ["/operations/op-1"] = BcsOperations.ListOperationRecords.Action,
        ["/admin"] = PortalActions.AdministrationRead,
    };

    private static readonly Dictionary<string, BcsOperation> Changes = new()
    {
        [$"/services/s-1?do={ServiceChanges.Scale}"] = BcsOperations.ModifyService,
        [$"/services/s-1?tab=channels&do={ServiceChanges.Delete}"] = BcsOperations.DeleteService,
        [$"/services/s-1?do={ServiceChanges.CreateChannels}&again=a-1"] = BcsOperations.CreateChannels,
        [$"/services/s-1?channel=trade&do={ServiceChanges.AddPeers}"] = BcsOperations.AddPeersToChannel,
        [$"/services/s-1?channel=trade&do={ServiceChanges.RemovePeers}"] = BcsOperations.RemovePeerFromChannel,
        [$"/services/s-1?do={ServiceChanges.RemoveOrganizations}&org=a"] = BcsOperations.RemoveOrganizationsFromChannel,
        [$"/services/s-1?do={ServiceChanges.DeleteChannel}"] = BcsOperations.DeleteChannel,
        [$"/certificates?do={CertificateChanges.Generate}"] = BcsOperations.GenerateUserCertificate,
        [$"/certificates?certificate=c&do={CertificateChanges.Download}"] = BcsOperations.DownloadCertificates,
        [$"/certificates?certificate=c&do={CertificateChanges.Freeze}"] = BcsOperations.FreezeUserCertificate,
        [$"/certificates?certificate=c&do={CertificateChanges.Unfreeze}"] = BcsOperations.UnfreezeUserCertificate,
        ["/consortium?invite=new"] = BcsOperations.InviteTenants,
        [$"/consortium?do={InvitationAction.Accept}&of=k"] = BcsOperations.ProcessInvitation,
        [$"/consortium?do={InvitationAction.Reject}&of=k"] = BcsOperations.ProcessInvitation,
        [$"/consortium?do={InvitationAction.Withdraw}&of=k"] = BcsOperations.DeleteInvitation,
        [$"/consortium?do={InvitationAction.Delete}&of=k"] = BcsOperations.DeleteInvitation,
        [$"/consortium?do={InvitationAction.Leave}&of=k"] = BcsOperations.ExitConsortium,
        [$"/consortium?do={InvitationAction.Release}&of=k"] = BcsOperations.RemoveOrganizationsFromChannel,
    };

    private readonly PortalContext _portal = new();

    private LinkNeeds Needs => _portal.Services.GetRequiredService<LinkNeeds>();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public void Table_holds_every_dialog_that_an_address_can_open()
    {
        var dialogs = new[] { typeof(ServiceChanges), typeof(CertificateChanges) }
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!))
            .Concat(Enum.GetNames<InvitationAction>());

        Assert.Equal(dialogs.Order(StringComparer.Ordinal), Changes.Keys.Where(k => k.Contains("do=", StringComparison.Ordinal)).Select(k => k.Split("do=")[1].Split('&')[0]).Order(StringComparer.Ordinal));
        Assert.All(_portal.Services.GetRequiredService<PortalPages>().All.Where(p => p.Action is not null), p => Assert.Contains(p.Url("harbor")["/t/harbor".Length..], Pages.Keys));
    }

    [Fact]
    public void Address_of_a_page_names_the_action_that_opens_it()
    {
        var nobody = Who();
        Assert.All(Pages, p => Assert.Equal((p.Key, p.Value, true), (p.Key, Needs.Missing(nobody, "t/harbor" + p.Key)?.Action, Needs.Missing(nobody, "t/harbor" + p.Key)?.OfPage)));
        foreach (var (address, action) in Pages)
        {
            Assert.Null(Needs.Missing(Who([.. Pages.Values, action]), "t/harbor" + address));
        }
    }

    [Fact]
    public void Address_of_a_change_names_the_action_that_the_change_needs_and_leaves_the_page_usable()
    {
        foreach (var (address, operation) in Changes)
        {
            string[] others = [.. BcsOperations.All.Where(o => o != operation).Select(o => o.Action)];
            if (Needs.Missing(Who(others), "t/harbor" + address) is not { } missing)
            {
                Assert.Fail(address);
                return;
            }

            // To see the certificates and to download one needs the same.
            Assert.Equal((address, operation.Action, operation == BcsOperations.DownloadCertificates), (address, missing.Action, missing.OfPage));
            Assert.Null(Needs.Missing(Who([.. others, operation.Action]), "t/harbor" + address));
        }
    }

    [Theory]
    [InlineData("t/harbor/audit")]
    [InlineData("t/harbor/api")]
    [InlineData("t/harbor/account")]
    [InlineData("t/harbor/notifications?kind=operation.failed")]
    [InlineData("account")]
    [InlineData("")]
    public void What_everybody_may_see_lacks_nothing(string address) => Assert.Null(Needs.Missing(Who(), address));

    [Fact]
    public void Unknown_wish_lacks_nothing() => Assert.Null(Needs.Missing(Who(BcsOperations.ListServices.Action), "t/harbor/services/s-1?do=dance&invite=new"));

    [Fact]
    public void Reader_is_told_what_is_missing_and_whom_to_ask_in_every_language()
    {
        foreach (var need in _portal.Services.GetServices<LinkNeed>())
        {
            Assert.All(Texts.Languages, language => Assert.Contains(need.TextKey, _portal.Services.GetRequiredService<Texts>().Keys(language)));
        }

        var tenant = Who();
        var shown = _portal.Render<MissingAction>(p => p.Add(c => c.Tenant, tenant).Add(c => c.Need, Needs.Missing(Who(BcsOperations.ListServices.Action), "t/harbor/services/s-1?do=scale")!));
        Assert.Equal(
            "This link asks for something that your role does not allow: Scale service Your role in Harbor Logistics is Read only. You need the action bcs:fabricInstance:update. Ask an administrator of Harbor Logistics for a role that allows it.",
            string.Join(' ', shown.Find("[data-testid=missing-action]").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(BcsOperations.ModifyService.Action, shown.Find("[data-testid=missing-action]").GetAttribute("data-action"));
    }

    private static TenantDto Who(params string[] actions) => new(PortalContext.Tenant, "Harbor Logistics", "project-1", ["ReadOnly"], actions);
}
