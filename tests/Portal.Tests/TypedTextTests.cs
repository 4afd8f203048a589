using System.Text.RegularExpressions;

using Bunit;

using Microsoft.AspNetCore.Components;

using Portal.Contracts;
using Portal.Design;
using Portal.Features.Consortium;
using Portal.Features.Services;
using Portal.Features.Services.Certificates;
using Portal.Features.Services.Channels;
using Portal.Features.Services.Deletion;
using Portal.Features.Services.Scaling;
using Portal.Shell;
using Portal.Testing;
using Portal.Tests.Features.Services;

namespace Portal.Tests;

/// <summary>What is typed in full width, as input methods do: rules, requests and searches see the plain text, secrets and prose stay.</summary>
public sealed partial class TypedTextTests : IDisposable
{
    private readonly PortalContext _portal = new();

    /// <summary>Every part of the create form, with choices that bring up each of its text fields.</summary>
    public static TheoryData<Type, string> Parts => new()
    {
        { typeof(CreateBasics), "invitee=true" },
        { typeof(CreateBlockchain), "fabric=1.4;consensus=kafka;database=couchdb" },
        { typeof(CreateCluster), "volume=efs" },
        { typeof(CreateCluster), "cluster=new" },
        { typeof(CreateCluster), "cluster=edge" },
        { typeof(CreateOrganizations), "" },
    };

    public void Dispose() => _portal.Dispose();

    [Theory, MemberData(nameof(Parts))]
    public async Task Field_of_the_create_form_takes_and_then_shows_the_plain_text(Type part, string choices)
    {
        var form = CreateServiceFormTests.Valid();
        foreach (var choice in choices.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            form.Fields.Set(choice.Split('=')[0], choice.Split('=')[1]);
        }

        var page = _portal.Render(Of(form, part));
        form.Fields.Changed += () => page.Render();
        var names = page.FindAll(".field input[type=text]").Select(i => i.GetAttribute("name")!).Where(n => !FieldNames.IsAsTyped(n)).ToList();
        Assert.NotEmpty(names);
        foreach (var name in names)
        {
            var plain = Sample(form, name);
            var selector = $"input[name='{name}']";
            await page.TypeAsync(selector, $"　{Wide(plain)} ");

            Assert.Equal(plain, form.Fields[name]);
            Assert.True(form.Fields.ErrorOf(name) is null, $"{name}: {form.Fields.ErrorOf(name)?.TextKey}");

            // Not while it is being composed.
            Assert.Equal($"　{Wide(plain)} ", page.Find(selector).GetAttribute("value"));
            await page.InvokeAsync(() => page.Find(selector).Blur());
            Assert.Equal(plain, page.Find(selector).GetAttribute("value"));
        }
    }

    [Fact]
    public async Task Secrets_and_prose_stay_as_they_were_typed()
    {
        var form = CreateServiceFormTests.Valid();
        var basics = _portal.Render(Of(form, typeof(CreateBasics)));
        await basics.TypeAsync("#f-password", " Ａbc１２ｘ！");
        Assert.Equal(" Ａbc１２ｘ！", form.Fields[FieldNames.Password]);

        var description = FieldNames.ChannelDescription(form.Channels[0]);
        var organizations = _portal.Render(Of(form, typeof(CreateOrganizations)));
        await organizations.TypeAsync($"input[name='{description}']", "冷链（华东），第①期");
        Assert.Equal("冷链（华东），第①期", form.ToRequest().Channels![0].Description);
        Assert.Equal(" Ａbc１２ｘ！", form.ToRequest().ResourcePassword);

        form.Restore(form.ToDraft());
        Assert.Equal("冷链（华东），第①期", form.Fields[description]);
    }

    /// <summary>The text fields of the other forms.</summary>
    public static TheoryData<string, string, string> Others => new()
    {
        { "channels", "channel.1.name", "trade2" },
        { "delete-channel", DeleteChannelForm.Confirm, "empty" },
        { "scale", ScaleForm.New(1, "name"), "海关-2" },
        { "scale", ScaleForm.New(1, "claim"), "pvc-2" },
        { "scale", ScaleForm.New(1, "peers"), "2" },
        { "delete", DeleteServiceForm.Confirm, "cold-chain" },
        { "sdk", "sdk.chaincode.trade", "chaincode1,chaincode2" },
        { "certificate", "generate.user", "clerk1" },
        { "invite", InviteForm.Companies, "meridian-foods\nsunrise" },
    };

    [Theory, MemberData(nameof(Others))]
    public void Field_of_another_form_takes_the_plain_text(string kind, string field, string plain)
    {
        var fields = Form(kind);
        fields.Set(field, $" {Wide(plain)}　");

        Assert.Equal(plain, fields[field]);
        Assert.Null(fields.ErrorOf(field));
    }

    [Theory]
    [InlineData("冷链-01", "０１", true)]
    [InlineData("冷链-01", " 冷链 ", true)]
    [InlineData("冷链-01", "链冷", false)]
    [InlineData("ＡＢＣ", "bc", true)]
    [InlineData("Cold-Chain", "ｃｏｌｄ－ｃｈａｉｎ", true)]
    [InlineData(null, "a", false)]
    public void Search_finds_what_is_meant(string? text, string typed, bool found)
    {
        Assert.Equal(found, PlainText.Has(text, typed));
        Assert.Equal(found, text is not null && PaletteEntry.Find([new("palette.service", text, null, "/", "services")], typed).Count == 1);
    }

    [Theory]
    [InlineData("\ud83d", "\ud83d")]
    [InlineData(" \t", "")]
    [InlineData("①Ａ　ｂ", "1A b")]
    public void Anything_can_be_typed(string typed, string plain) => Assert.Equal(plain, PlainText.Of(typed));

    [Fact]
    public void Texts_are_typed_into_field_controls_and_into_the_listed_ones()
    {
        // The first four search; the others are prose, secrets, or compared by themselves.
        string[] known =
        [
            "services-find", "palette-input", "monitoring-find", "audit-q", "audit-actor", "json-text", "template-name", "f-confirm", "renew-password", "domain", "user",
            "password",
        ];
        var found =
            from file in Directory.EnumerateFiles(Repo.PathOf("src", "Portal"), "*.razor", SearchOption.AllDirectories)
            where !file.Contains("/Design/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal)
            from Match tag in Inputs().Matches(File.ReadAllText(file))
            where !Moments().IsMatch(tag.Value)
            select Id().Match(tag.Value).Groups[1].Value;

        Assert.Equal([], found.Except(known));
        Assert.Equal([], known.Except(found));
    }

    private static RenderFragment Of(CreateServiceForm form, Type part) => builder =>
    {
        builder.OpenComponent<CascadingValue<FormFields>>(0);
        builder.AddAttribute(1, "Value", form.Fields);
        builder.AddAttribute(2, "ChildContent", (RenderFragment)(inner =>
        {
            inner.OpenComponent(0, part);
            inner.AddAttribute(1, "Form", form);
            inner.CloseComponent();
        }));
        builder.CloseComponent();
    };

    private static FormFields Form(string kind)
    {
        var members = SomeMembers.Of([("anchor", 3), ("buoy", 1)], ("trade", [("anchor", 1)]), ("empty", []));
        return kind switch
        {
            "channels" => new CreateChannelsForm(members).Fields,
            "delete-channel" => new DeleteChannelForm(members, "empty").Fields,
            "scale" => new ScaleForm(members, SomeMembers.Context(Some.Service(), members), ScaleKind.AddOrganizations).Fields,
            "delete" => new DeleteServiceForm(members, SomeMembers.Context(Some.Service(), members)).Fields,
            "sdk" => new SdkConfigurationForm(members).Fields,
            "certificate" => new UserCertificateForm("generate", "anchor", generates: true).Fields,
            _ => Inviting(),
        };
    }

    private static FormFields Inviting()
    {
        var service = Some.Service();
        var form = new InviteForm([service], new("harbor", 1, Some.Start, null, [], [], []), null);
        form.Fields.Set(InviteForm.Service, service.Id);
        return form.Fields;
    }

    private static string Sample(CreateServiceForm form, string name) => form.Fields[name] is { Length: > 0 } known ? known
        : name.EndsWith(".address", StringComparison.Ordinal) ? "198.51.100.7"
        : "sample-1";

    // As an input method in full width writes it; Chinese characters have one width.
    private static string Wide(string plain) => string.Concat(plain.Select(c => c is > ' ' and <= '~' ? (char)(c - ' ' + '\uff00') : c));

    [GeneratedRegex("<(?:input|TextInput|SearchBox|PostField|TextArea)\\b[^>]*", RegexOptions.Singleline)]
    private static partial Regex Inputs();

    [GeneratedRegex("Moment=\"true\"")]
    private static partial Regex Moments();

    [GeneratedRegex("\\b[iI]d=\"([^\"]+)\"")]
    private static partial Regex Id();
}
