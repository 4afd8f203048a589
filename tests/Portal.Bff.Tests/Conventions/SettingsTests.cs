using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

using Portal.Bff.Platform.Settings;
using Portal.Bff.Platform.Upstream;
using Portal.Bff.Sessions.OpenId;
using Portal.Bff.Tenants;
using Portal.Bff.Tests.Hosting;
using Portal.Testing;

namespace Portal.Bff.Tests.Conventions;

/// <summary>Settings that cannot work stop the start, each with the name of its key; which settings there are is read from the option classes.</summary>
public sealed class SettingsTests
{
    /// <summary>Settings of a gateway that starts.</summary>
    private static readonly Dictionary<string, string?> Sound = new()
    {
        ["Ui:Address"] = "http://ui:8080", ["Keys:Master"] = Convert.ToBase64String(new byte[32]),
        ["Tenants:acme:Name"] = "Acme", ["Tenants:acme:Domain"] = "acme", ["Tenants:acme:Project"] = "cn-north-4",
        ["Tenants:acme:IamEndpoint"] = "https://iam.example.com", ["Tenants:acme:BcsEndpoint"] = "https://bcs.example.com",
        ["Tenants:acme:Credential:User"] = "portal", ["Tenants:acme:Credential:Password"] = "secret",
        ["Oidc:corp:Authority"] = "https://sso.example.com", ["Oidc:corp:ClientId"] = "portal", ["Oidc:corp:ClientSecret"] = "secret",
        ["Tenants:acme:Grants:0:User"] = "alice", ["Tenants:acme:Grants:0:Role"] = "Operator",
    };

    private static readonly Type[] OptionClasses =
        [.. typeof(SettingsReader).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.Namespace?.StartsWith("Portal.Bff", StringComparison.Ordinal) == true && t.Name.EndsWith("Options", StringComparison.Ordinal))];

    /// <summary>A value that cannot work for every setting and every way in which one cannot.</summary>
    public static TheoryData<string, string> Unworkable
    {
        get
        {
            var cases = new TheoryData<string, string>
            {
                { "Tenants:acme:Credential:AccessKey", "both" },
                { "Tenants:acme:Grants:0:Role", "Emperor" },
                { "Tenants:acme:Grants:0:User", "" },
                { "Tenants:acme:Grants:0:Group", "group:corp:operators" },
                { "Oidc:corp:Authority", "http://sso.example.com" },
                { "Tenants:acme:IamEndpoint", "http://iam.example.com" },
                { "Tenants:acme:BcsEndpoint", "http://192.0.2.1:8080" },
            };
            foreach (var (key, property) in OptionClasses.SelectMany(Settings))
            {
                foreach (var value in Form(property.PropertyType).Concat(property.GetCustomAttributes<ValidationAttribute>().SelectMany(Against)))
                {
                    cases.Add(typeof(IEnumerable<string>).IsAssignableFrom(property.PropertyType) && property.PropertyType != typeof(string) ? key + ":0" : key, value);
                }
            }

            return cases;
        }
    }

    [Fact]
    public void Setting_without_a_rule_does_not_exist()
    {
        Assert.True(OptionClasses.Length >= 12);
        Assert.All(OptionClasses, type => Assert.NotNull(KeyOf(type)));
        Assert.All(OptionClasses.SelectMany(Settings), setting => Assert.True(
            setting.Property.GetCustomAttributes<ValidationAttribute>().Any() || setting.Property.PropertyType.IsEnum || setting.Property.PropertyType == typeof(bool),
            $"{setting.Key} has no rule"));
        Assert.Empty(Problems(Sound));
    }

    [Theory, MemberData(nameof(Unworkable))]
    public void Setting_that_cannot_work_is_named_and_its_value_is_not(string key, string value)
    {
        var problem = Assert.Single(Problems(new(Sound) { [key] = value }));

        var named = problem[..problem.IndexOf(' ', StringComparison.Ordinal)];
        Assert.StartsWith(named, key, StringComparison.Ordinal);
        Assert.True(named.Count(c => c == ':') >= Math.Min(1, key.Count(c => c == ':') - 1), problem);
        Assert.True(value.Length < 5 || !problem.Contains(value, StringComparison.Ordinal), problem);
    }

    [Theory]
    [InlineData("Upstream:AllowPlainUpstream", "true", "http://iam.example.com")]
    [InlineData("Upstream:AllowPlainUpstream", "false", "http://127.0.0.1:5081")]
    [InlineData("Upstream:AllowPlainUpstream", "false", "http://localhost:5081")]
    public void Plain_upstream_is_for_this_machine_or_for_who_says_so(string key, string value, string endpoint) =>
        Assert.Empty(Problems(new(Sound) { [key] = value, ["Tenants:acme:IamEndpoint"] = endpoint }));

    [Fact]
    public void Id_of_a_tenant_is_lower_case() =>
        Assert.Contains(Problems(new(Sound) { ["Tenants:Harbor:Name"] = "Harbor" }), p => p.StartsWith("Tenants:Harbor is no tenant", StringComparison.Ordinal));

    [Fact]
    public void Number_of_the_configuration_and_leave_to_name_no_tenant_are_no_tenants()
    {
        var options = new TenantsOptions();
        options.Bind(Configuration(new() { ["Tenants:AllowNone"] = "true", ["Tenants:Revision"] = "7", ["Tenants:revision-office:Name"] = "n" }).GetSection("Tenants"));

        Assert.Equal((true, 7L, "revision-office"), (options.AllowNone, options.Revision, Assert.Single(options.Keys)));
    }

    [Theory]
    [InlineData(null, null, "AzureAd:TenantId")]
    [InlineData("organizations", null, "AzureAd:AllowedTenants")]
    [InlineData("contoso.example", null, "AzureAd:TenantId")]
    [InlineData("organizations", "72f988bf-86f1-41af-91ab-2d7cd011db47", null)]
    [InlineData("72f988bf-86f1-41af-91ab-2d7cd011db47", null, null)]
    public void Entra_names_the_directories_whose_people_may_come(string? tenant, string? allowed, string? key)
    {
        var settings = new Dictionary<string, string?>(Sound) { ["AzureAd:ClientId"] = "portal", ["AzureAd:ClientSecret"] = "secret", ["AzureAd:TenantId"] = tenant };
        if (allowed is not null)
        {
            settings["AzureAd:AllowedTenants:0"] = allowed;
        }

        var problems = Problems(settings);

        Assert.Equal(key is null ? [] : [key], problems.Select(p => p[..p.IndexOf(' ', StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData("iam")]
    [InlineData("group")]
    [InlineData("Entra")]
    [InlineData("one/two")]
    public void Provider_is_called_like_nothing_else(string name) =>
        Assert.Contains(Problems(new(Sound) { [$"Oidc:{name}:Authority"] = "https://sso.example.com" }), p => p.StartsWith($"Oidc:{name} is no name of a provider", StringComparison.Ordinal));

    [Theory]
    [InlineData("alice", null, "iam:acme/alice")]
    [InlineData("Corp:00u1ab", null, "corp:00u1ab")]
    [InlineData(null, "group:Corp:All:Engineers", "group:corp:All:Engineers")]
    public void Role_is_given_to_an_account_a_person_or_a_group(string? user, string? group, string holder) =>
        Assert.Equal(holder, new GrantOptions { User = user, Group = group, Role = "Operator" }.HolderId("acme"));

    [Theory]
    [InlineData("Sessions:AttemptsPerMinute", "0")]
    [InlineData("Tenants:acme:BcsEndpoint", "bcs.example.com")]
    [InlineData("ConnectionStrings:Portal", "Hosst=db")]
    [InlineData("Http:KnownProxies", "proxy.example", ":0")]
    [InlineData("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true")]
    public async Task Start_ends_with_one_line_and_a_code(string key, string value, string item = "")
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string?>(Sound) { ["ConnectionStrings:Portal"] = $"Data Source={folder.Path}/portal.db", [key + item] = value };
        var start = new ProcessStartInfo("dotnet", [Repo.Output("Portal.Bff")]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, text) in settings.AsEnvironment())
        {
            start.Environment[name] = text;
        }

        using var process = Process.Start(start)!;
        var (error, output) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();

        Assert.Equal(2, process.ExitCode);
        Assert.StartsWith(key + " ", Assert.Single((await error).Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Empty(await output);
    }

    private static IReadOnlyList<string> Problems(Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection().AddSingleton<IConfiguration>(Configuration(settings));
        services.AddSingleton<IValidateOptions<TenantsOptions>, PlainUpstreamRule>();
        foreach (var type in OptionClasses.Where(t => t.GetCustomAttribute<SettingsAttribute>() is not null))
        {
            typeof(SettingsReader).GetMethod(nameof(SettingsReader.AddSettings))!.MakeGenericMethod(type).Invoke(null, [services]);
        }

        using var provider = services.BuildServiceProvider();
        return Record.Exception(() => provider.GetRequiredService<IStartupValidator>().Validate()) is { } exception ? SettingsReader.Problems(exception) : [];
    }

    private static IConfiguration Configuration(Dictionary<string, string?> settings) => new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    private static IEnumerable<(string Key, PropertyInfo Property)> Settings(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(p => p.CanWrite && !OptionClasses.Contains(p.PropertyType) && !p.PropertyType.GenericTypeArguments.Any(OptionClasses.Contains))
            .Select(p => ($"{KeyOf(type)}:{p.Name}", p));

    // A class of its own section, or part of another.
    private static string? KeyOf(Type type) => type.GetCustomAttribute<SettingsAttribute>()?.Section
        ?? (type == typeof(TenantOptions) ? "Tenants:acme" : type == typeof(OidcProviderOptions) ? "Oidc:corp"
            : OptionClasses.SelectMany(owner => owner.GetProperties().Select(p => (owner, p)))
                .Where(o => o.p.PropertyType == type || o.p.PropertyType.GenericTypeArguments.Contains(type))
                .Select(o => KeyOf(o.owner) + ":" + o.p.Name + (o.p.PropertyType == type ? "" : ":0")).FirstOrDefault());

    private static IEnumerable<string> Form(Type type) =>
        type == typeof(bool) || (Nullable.GetUnderlyingType(type) ?? type) == typeof(TimeSpan) || type == typeof(int) || type == typeof(long) || type.IsEnum ? ["perhaps"] : [];

    private static IEnumerable<string> Against(ValidationAttribute rule) => rule switch
    {
        DurationAttribute duration => ["0", "-00:00:05", (TimeSpan.Parse(duration.Longest, CultureInfo.InvariantCulture) + TimeSpan.FromSeconds(1)).ToString()],
        AmountAttribute amount => [.. new[] { amount.Least - 1m, -5, amount.Most + 1m }.Select(n => n.ToString(CultureInfo.InvariantCulture))],
        NeededAttribute => ["", "  "],
        TextAttribute text => [new string('x', text.MaximumLength + 1)],
        WebAddressAttribute => ["bcs.example.com", "ftp://bcs.example.com", "https://user:pass@bcs.example.com", "/bcs"],
        NetworksAttribute => ["10.0.0.0/99", "everybody"],
        PeopleAttribute => ["somebody", ":somebody", "iam:", "group:corp:operators", new string('x', 600)],
        DirectoriesAttribute => ["contoso.example"],
        CertificateFileAttribute => ["/no-such-folder/ca.pem"],
        _ => throw new InvalidOperationException($"Say here what breaks {rule.GetType().Name}."),
    };
}
