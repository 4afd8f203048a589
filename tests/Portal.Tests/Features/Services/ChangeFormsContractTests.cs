using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

using Bcs.Api.Client;
using Bcs.Api.Services;

using Portal.Design;
using Portal.Features.Certificates;
using Portal.Features.Services.Certificates;
using Portal.Features.Services.Channels;
using Portal.Features.Services.Members;
using Portal.Features.Services.Scaling;
using Portal.Testing;

namespace Portal.Tests.Features.Services;

/// <summary>
/// The forms of changes against the constraints of the published contract: whatever a constraint says of a value, the form says of it too. The
/// form that creates a service has <see cref="CreateServiceContractTests"/>.
/// </summary>
public sealed class ChangeFormsContractTests
{
    private static readonly ServiceMembers Members = SomeMembers.Of([("anchor", 3), ("buoy", 1)], ("trade", [("anchor", 3), ("buoy", 1)]));

    /// <summary>What is constrained, where the contract says so, and the form's field for it.</summary>
    private static readonly Dictionary<string, (JsonElement Schema, Func<(FormFields Fields, string Field)> Form)> Values = new()
    {
        ["ChannelCreateInfo.channel_name"] = (Property("ChannelCreateInfo", "channel_name"), () => (new CreateChannelsForm(Members).Fields, CreateChannelsForm.Name(1))),
        ["NodeOrgs.name"] = (Property("NodeOrgs", "name"), () => (Scaling().Fields, ScaleForm.New(1, "name"))),
        ["NodeOrgs.node_count"] = (Property("NodeOrgs", "node_count"), () => (Scaling().Fields, ScaleForm.New(1, "peers"))),
        ["RemovePeerFromChannelRequest.peers"] = (Property("RemovePeerFromChannelRequest", "peers"), () => (new RemoveChannelPeersForm(Members, "trade", "anchor").Fields, RemoveChannelPeersForm.Count)),
        ["DownloadSdkConfigurationRequest.chaincode_name"] = (Property("DownloadSdkConfigurationRequest", "chaincode_name"), () => (new SdkConfigurationForm(Members).Fields, SdkConfigurationForm.Chaincodes(Members.Channels[0]))),
        ["user_name, of a service"] = (PathParameter("generateUserCertificate", "user_name"), () => Of(new UserCertificateForm("generate", "anchor", generates: true))),
        ["user_name, of all services"] = (PathParameter("generateUserCertificate", "user_name"), () => (new NewCertificateForm([Some.Service()], null, null, null).Fields, NewCertificateForm.User)),
    };

    /// <summary>What the cloud's newer pages add to the contract.</summary>
    private static readonly (string What, string Value)[] Newer = [("NodeOrgs.name", "通道名称测试")];

    /// <summary>Values around every border of every constraint.</summary>
    public static TheoryData<string, string> Tries
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (what, (schema, _)) in Values)
            {
                foreach (var value in Around(schema).Distinct())
                {
                    data.Add(what, value);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Tries))]
    public void Form_takes_what_the_contract_takes_and_nothing_else(string what, string value)
    {
        var (schema, form) = Values[what];
        var (fields, field) = form();

        fields.Set(field, value);

        Assert.Equal(Takes(schema, value) || Newer.Contains((what, value)), fields.ErrorOf(field) is null);
    }

    [Fact]
    public void Every_value_has_tries_on_both_sides() => Assert.All(Values, v =>
    {
        var tries = Around(v.Value.Schema).ToLookup(t => Takes(v.Value.Schema, t));
        Assert.True(tries[true].Any() && tries[false].Any(), v.Key);
    });

    /// <summary>The reference takes less than its number, the live service just as much.</summary>
    [Theory]
    [InlineData("freeze")]
    [InlineData("unfreeze")]
    public void Files_are_bounded_as_the_contract_says(string change)
    {
        var (_, file) = Contract.Operation(change + "UserCertificate").FormSchemas.Single(p => p.Name == "file");

        Assert.Equal(FileUpload.MostCertificateBytes, file.GetProperty("x-max-bytes-exclusive").GetInt32());
    }

    /// <summary>A constraint that is added to the contract has to be taken up by a form.</summary>
    [Fact]
    public void No_constraint_on_what_people_type_is_left_out()
    {
        // Those of answers, and those that the form of a new service has.
        string[] elsewhere = ["BasicInfo", "Error", "CreateBcsServiceRequest", "KafkaCreateInfo", "TurboInfo"];
        var constrained = Contract.Schemas.EnumerateObject().Where(s => !elsewhere.Contains(s.Name) && s.Value.TryGetProperty("properties", out _))
            .SelectMany(s => s.Value.GetProperty("properties").EnumerateObject().Where(p => IsConstrained(p.Value)).Select(p => $"{s.Name}.{p.Name}"));

        Assert.Equal([], constrained.Except(Values.Keys));
    }

    private static bool IsConstrained(JsonElement schema) => schema.EnumerateObject().Any(p => p.Name is "pattern" or "x-pattern-unless-multi-channel" or "minLength" or "maxLength" or "minimum" or "maximum");

    private static IEnumerable<string> Around(JsonElement schema)
    {
        if (schema.GetProperty("type").GetString() == "integer")
        {
            var (least, most) = (Number(schema, "minimum") ?? 0, Number(schema, "maximum") ?? 2);
            return new[] { least - 1, least, most, most + 1 }.Where(n => n <= most || schema.TryGetProperty("maximum", out _)).Select(Text).Concat(["", "x", Text(most) + ".5"]);
        }

        int[] lengths = [1, 3, 4, 5, 6, 23, 24, 25, 26];
        return lengths.Select(n => new string('a', n))
            .Concat(["", "Abcdefg", "abcdefG", "1abcdef", "abcdef1", "-abcdef", "abc-def", "abcdef-", "abc_def", "abc.def", "abc def", "abcdéf", "通道名称测试"]);
    }

    private static bool Takes(JsonElement schema, string value)
    {
        if (schema.GetProperty("type").GetString() == "integer")
        {
            // None at all is no change: the contract does not say so, the API refuses it.
            return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= Math.Max(1, Number(schema, "minimum") ?? 1) && number <= (Number(schema, "maximum") ?? long.MaxValue);
        }

        return (!schema.TryGetProperty("pattern", out var pattern) || Regex.IsMatch(value, pattern.GetString()!))
            && (!schema.TryGetProperty("x-pattern-unless-multi-channel", out var single) || Regex.IsMatch(value, single.GetString()!))
            && value.Length >= (Number(schema, "minLength") ?? 1) && value.Length <= (Number(schema, "maxLength") ?? long.MaxValue);
    }

    private static long? Number(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) ? value.GetInt64() : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static (FormFields Fields, string Field) Of(UserCertificateForm form) => (form.Fields, form.User);

    private static ScaleForm Scaling()
    {
        var service = Some.Service();
        return new(Members, SomeMembers.Context(service with { Detail = service.Detail! with { SfsInfo = new SfsInfo { PvcName = "pvc-cold" } } }), ScaleKind.AddOrganizations);
    }

    private static JsonElement Property(string schema, string name) => Contract.Schemas.GetProperty(schema).GetProperty("properties").GetProperty(name);

    private static JsonElement PathParameter(string operation, string name) => Contract.Operation(operation).Parameters.Single(p => p.Name == name).Schema;
}
