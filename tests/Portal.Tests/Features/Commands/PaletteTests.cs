using Bcs.Api.Catalogue;

using Bunit;

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

using Portal.Contracts.Certificates;
using Portal.Contracts.Notifications;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Features.Api;
using Portal.Features.Commands;
using Portal.Features.Notifications;
using Portal.Features.Services;
using Portal.Resources;
using Portal.Shell;
using Portal.Tests.Features.Certificates;

namespace Portal.Tests.Features.Commands;

public sealed class PaletteTests : IDisposable
{
    private readonly PortalContext _portal = new(BcsOperations.ListServices.Action, BcsOperations.CreateService.Action, BcsOperations.CreateChannels.Action);

    public void Dispose() => _portal.Dispose();

    [Fact]
    public void Entries_hold_every_word_and_those_that_begin_with_it_come_first()
    {
        PaletteEntry[] all =
        [
            new("palette.operation", "Create service", "cold-chain", "/1", "x"), new("palette.service", "cold-chain", "Normal", "/2", "x"),
            new("palette.channel", "manifests", "cold-chain", "/3", "x"),
        ];

        Assert.Equal(["/2", "/1", "/3"], PaletteEntry.Find(all, "cold").Select(e => e.Url));
        Assert.Equal(["/1"], PaletteEntry.Find(all, "cold create").Select(e => e.Url));
        Assert.Equal(3, PaletteEntry.Find(all, " ").Count);
        Assert.Empty(PaletteEntry.Find(all, "nothing"));

        // Letters in their order, for names that nobody spells out.
        Assert.Equal(["/2"], PaletteEntry.Find(all, "cchn").Select(e => e.Url));
        Assert.Equal(["/1"], PaletteEntry.Find(all, "crsv chain").Select(e => e.Url));
        Assert.Empty(PaletteEntry.Find(all, "zq"));
    }

    [Fact]
    public async Task What_the_page_does_itself_is_pressed_where_it_stands()
    {
        await _portal.PageAsync<KeysSheet>();
        var palette = _portal.Render<CommandPalette>(p => p.Add(c => c.Tenant, _portal.TenantDto));
        await palette.Find("[data-palette-open]").ClickAsync(new MouseEventArgs());
        foreach (var (typed, selector) in new[] { ("appearance dark", "[data-set-theme='dark']"), ("language", "[data-set-lang='en']"), ("sign out", "[data-sign-out]"), ("copy link", "[data-copy-link]") })
        {
            await palette.Find("[data-palette-open]").ClickAsync(new MouseEventArgs());
            await palette.Find("#palette-input").InputAsync(new ChangeEventArgs { Value = typed });
            await palette.Find("form").SubmitAsync();

            Assert.Equal(selector, _portal.JSInterop.Invocations["portal.press"][^1].Arguments[0]);
        }
    }

    [Fact]
    public async Task Palette_leads_by_keyboard_to_a_service_and_offers_only_permitted_commands()
    {
        _portal.Bff.Answer("GET /api/services", new ServicePage([Some.Service()], null, Some.Start, null));
        await _portal.PageAsync<KeysSheet>();
        var palette = _portal.Render<CommandPalette>(p => p.Add(c => c.Tenant, _portal.TenantDto));

        await palette.Find("[data-palette-open]").ClickAsync(new MouseEventArgs());
        palette.WaitForAssertion(() => Assert.Contains("cold-chain", palette.Markup, StringComparison.Ordinal));
        Assert.Contains("/services/new", string.Join(' ', _portal.Services.GetRequiredService<Palette>().Fixed(_portal.TenantDto, []).Select(e => e.Url)), StringComparison.Ordinal);
        Assert.DoesNotContain(_portal.Services.GetRequiredService<Palette>().Fixed(_portal.TenantDto, []), e => e.Url.Contains("invite", StringComparison.Ordinal));

        var input = palette.Find("#palette-input");
        await input.InputAsync(new ChangeEventArgs { Value = "cold" });
        Assert.Equal("true", palette.FindAll("[role=option]")[0].GetAttribute("aria-selected"));
        await palette.Find("#palette-input").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowDown" });
        Assert.Equal("palette-1", palette.Find("#palette-input").GetAttribute("aria-activedescendant"));
        await palette.Find("#palette-input").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowUp" });
        await palette.Find("form").SubmitAsync();

        Assert.EndsWith("/t/harbor/services/service-1", _portal.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificates_are_found_with_what_may_be_done_with_them()
    {
        using var portal = new PortalContext(
            BcsOperations.ListServices.Action, BcsOperations.DownloadCertificates.Action, BcsOperations.GenerateUserCertificate.Action, BcsOperations.UnfreezeUserCertificate.Action);
        portal.Bff.Answer("GET /api/services", new ServicePage([Some.Service()], null, Some.Start, null));
        portal.Bff.Answer("GET /api/certificates", SomeCertificates.Page(SomeCertificates.Certificate("c-1", 300), SomeCertificates.Certificate("c-2", 300, state: CertificateStates.Frozen)));
        await portal.PageAsync<KeysSheet>();

        var (found, _) = await portal.Services.GetRequiredService<Palette>().ReadAsync(portal.TenantDto, CancellationToken.None);

        Assert.Equal(2, found.Count(e => e.Kind == "palette.certificate" && e.Text == "alice"));
        Assert.Equal(
            [
                "/t/harbor/services/service-1?tab=certificates", "/t/harbor/certificates?do=generate&service=service-1",

                // The other one could be frozen, but not by this person.
                "/t/harbor/certificates?certificate=c-2&do=unfreeze",
            ],
            found.Where(e => e.Kind == "palette.command").Select(e => e.Url));
    }

    [Fact]
    public async Task Notifications_count_what_is_unread_take_what_is_pushed_and_remember_what_was_read()
    {
        _portal.Bff.Answer("GET /api/notifications", new NotificationPage([Notice("n-1", read: true), Notice("n-2")], null, 1));
        _portal.Bff.Answer("POST /api/notifications/read", _ => Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NoContent)));
        await _portal.PageAsync<KeysSheet>();
        var menu = _portal.Render<NotificationsMenu>(p => p.Add(c => c.Tenant, _portal.TenantDto));
        menu.WaitForAssertion(() => Assert.Equal("1", menu.Find("[data-testid=unread]").TextContent));

        await _portal.Feed.PublishAsync(Notice("n-3"));
        await _portal.Feed.PublishAsync(Notice("n-3"));
        menu.WaitForAssertion(() => Assert.Equal("2", menu.Find("[data-testid=unread]").TextContent));

        await menu.Find("li[data-read=false] a").ClickAsync(new MouseEventArgs());
        menu.WaitForAssertion(() => Assert.Equal("1", menu.Find("[data-testid=unread]").TextContent));
        Assert.Contains("n-3", Assert.Single(_portal.Bff.Requests, r => r.Request.Method == HttpMethod.Post).Body, StringComparison.Ordinal);
        Assert.EndsWith("/t/harbor/operations/op-1", _portal.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_notification_has_its_words()
    {
        var texts = new Texts();
        Assert.All(NotificationKinds.All, kind => Assert.NotNull(texts.Find("notice." + kind)));
    }

    [Fact]
    public void Every_operation_has_examples_whose_body_is_json_and_whose_path_is_complete()
    {
        var example = new ApiExample(new Uri("http://localhost:5080/"), new TenantDto("harbor", "Harbor", "project-1", [], []), new UserDto("u", "operator", "domain", "iam"), ApiSubject.None);
        foreach (var operation in BcsOperations.All)
        {
            Assert.DoesNotContain('{', example.Path(operation));
            Assert.Contains(example.Path(operation), example.Curl(operation), StringComparison.Ordinal);
            Assert.Contains(example.Path(operation), example.CSharp(operation), StringComparison.Ordinal);
            var sends = operation.Method is "POST" or "PUT" && operation != BcsOperations.GenerateUserCertificate;
            Assert.Equal(sends || operation == BcsOperations.DeleteInvitation, ApiBodies.Of(operation, ApiSubject.None) is not null || ApiBodies.IsUpload(operation));
        }
    }

    [Fact]
    public void Names_in_examples_are_never_part_of_the_program()
    {
        const string Evil = "a'b\"c$(touch x)`id`\\;\n{0}\"\"\"";
        var example = new ApiExample(new Uri("http://localhost:5080/"), new TenantDto("harbor", "Harbor", Evil, [], []), new UserDto("u", Evil, Evil, "iam"), new(Evil, Evil, Evil));
        foreach (var operation in BcsOperations.All)
        {
            Assert.DoesNotContain("a'b", example.Curl(operation), StringComparison.Ordinal);
            Assert.DoesNotContain("`", example.Curl(operation), StringComparison.Ordinal);
            Assert.DoesNotContain("$(touch", example.Path(operation), StringComparison.Ordinal);
            Assert.DoesNotContain("b\"c", example.CSharp(operation), StringComparison.Ordinal);
            Assert.Contains("[\"domain\"] = \"a\\u0027b\\u0022c$(touch x)\\u0060id\\u0060\\\\;\\n{0}\\u0022", example.CSharp(operation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_field_of_the_create_form_has_help()
    {
        var page = await _portal.PageAsync<CreateServicePage>(p => p.Add(c => c.TenantId, PortalContext.Tenant));

        Assert.All(page.FindAll(".field:not(.checks .field)"), field => Assert.NotNull(field.QuerySelector("[data-help]") ?? throw new InvalidOperationException(field.OuterHtml)));
    }

    private static NotificationDto Notice(string id, bool read = false) => new(
        id, PortalContext.Tenant, NotificationKinds.OperationFinished, Some.Start,
        new Dictionary<string, string> { ["operationId"] = "op-1", ["operation"] = "createBcsService", ["service"] = "cold-chain" }, read);
}
