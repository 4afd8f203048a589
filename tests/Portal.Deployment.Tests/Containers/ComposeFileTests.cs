using System.Text.RegularExpressions;
using Portal.Testing;

namespace Portal.Deployment.Tests.Containers;

public sealed partial class ComposeFileTests
{
    private static readonly ComposeFile Compose = ComposeFile.Load();

    public static TheoryData<string> Profiles => ["demo", "cloud"];

    public static TheoryData<string> OwnServices => new(Compose.Services.Where(s => s.Value.Build is not null).Select(s => s.Key));

    [Theory]
    [InlineData("demo", new[] { "bff-demo", "postgres", "sandbox", "ui" })]
    [InlineData("cloud", new[] { "bff", "postgres", "ui" })]
    public void Profile_starts_exactly_its_services(string profile, string[] services) =>
        Assert.Equal(services, Compose.Profile(profile).Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Only_the_gateway_is_published_and_only_to_this_machine(string profile)
    {
        var published = Compose.Profile(profile).Where(s => s.Value.Ports.Count > 0).ToArray();

        var gateway = Assert.Single(published);
        Assert.Equal("bff", gateway.Value.Build?.Target);
        Assert.Equal("${PORTAL_BIND:-127.0.0.1}:${PORTAL_PORT:-5080}:8080", Assert.Single(gateway.Value.Ports));
    }

    [Fact]
    public void Every_service_has_a_health_check()
    {
        Assert.All(Compose.Services, s => Assert.True(s.Value.Healthcheck?.Test.Count > 1, s.Key));
        Assert.All(Compose.Services.Where(s => s.Value.Build is not null), s => Assert.Equal("healthy", s.Value.Healthcheck!.Test[1]));
        Assert.All(Compose.Services.Where(s => s.Value.Build?.Target == "bff"), s => Assert.Equal("/health/ready", s.Value.Healthcheck!.Test[2]));
    }

    [Fact]
    public void Dependencies_wait_for_health_of_services_in_the_same_profile()
    {
        foreach (var (name, service) in Compose.Services)
        {
            Assert.All(service.DependsOn, d => Assert.Equal("service_healthy", d.Value.Condition));
            Assert.All(service.DependsOn.Keys, d => Assert.True(service.Profiles.All(p => Compose.Services[d].Profiles.Contains(p)), $"{name} waits for {d}, which a profile does not start"));
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Host_names_in_settings_resolve_inside_the_profile(string profile)
    {
        var services = Compose.Profile(profile);
        var names = services.Keys.Concat(services.Values.SelectMany(s => s.Networks.Values).SelectMany(n => n.Aliases)).ToHashSet();
        var used = services.Values.SelectMany(s => s.AllEnvironment().Values).SelectMany(v => HostName().Matches(v)).Select(m => m.Groups["host"].Value).ToArray();

        Assert.Contains("bff", used);
        Assert.Contains("ui", used);
        Assert.All(used, host => Assert.Contains(host, names));
        Assert.Contains("Host=postgres;", File.ReadAllText(Repo.PathOf("deploy", "make-secrets.sh")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_part_behind_another_names_who_is_believed_about_the_person_and_nobody_believes_everybody()
    {
        foreach (var (name, service) in Compose.Services.Where(s => s.Value.Build?.Target == "bff"))
        {
            var ui = Compose.Services["ui"].Networks.Values.Select(n => n.Ipv4Address).Single(a => a is not null) + "/32";
            var known = service.AllEnvironment().Where(e => e.Key.StartsWith("Http__KnownProxies__", StringComparison.Ordinal)).Select(e => e.Value).ToList();

            Assert.True(known.Contains(ui), $"{name} does not believe the UI host at {ui}, but only {string.Join(", ", known)}");
            Assert.All(known, k => Assert.EndsWith("/32", k, StringComparison.Ordinal));
        }

        Assert.All(Compose.Services.Values, s => Assert.DoesNotContain("ASPNETCORE_FORWARDEDHEADERS_ENABLED", s.AllEnvironment().Keys));
    }

    [Fact]
    public void Build_targets_are_stages_of_the_dockerfile_and_their_entry_points_are_projects()
    {
        var dockerfile = File.ReadAllText(Repo.PathOf("Dockerfile"));
        foreach (var target in Compose.Services.Values.Select(s => s.Build?.Target).OfType<string>().Distinct())
        {
            var stage = Regex.Match(dockerfile, $@"^FROM runtime AS {target}\nCOPY --from=build /out/{target} \.\nENTRYPOINT \[""dotnet"", ""(?<dll>[\w.]+)\.dll""\]", RegexOptions.Multiline);
            Assert.True(stage.Success, target);
            var project = stage.Groups["dll"].Value;
            Assert.True(File.Exists(Repo.PathOf("src", project, project + ".csproj")), project);
            Assert.Contains($"dotnet publish src/{project} -c Release -o /out/{target} ", dockerfile, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Images_are_built_with_the_sdk_of_global_json_and_run_as_nobody_special()
    {
        var dockerfile = File.ReadAllText(Repo.PathOf("Dockerfile"));
        var wanted = Regex.Match(File.ReadAllText(Repo.PathOf("global.json")), @"""version"": ""(?<band>\d+\.\d+\.\d)\d\d""").Groups["band"].Value;

        Assert.Matches($@"(?m)^ARG SDK={Regex.Escape(wanted)}\d\d$", dockerfile);
        Assert.Matches(@"(?m)^USER \$APP_UID$", dockerfile);
        Assert.All(Compose.Services.Values.Where(s => s.Build is not null), s => Assert.True(s.ReadOnly));
    }

    [Fact]
    public void Secrets_are_files_that_the_script_makes_and_git_ignores()
    {
        var script = File.ReadAllText(Repo.PathOf("deploy", "make-secrets.sh"));
        var used = Compose.Services.Values.SelectMany(s => s.SecretFiles.Values).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(Compose.Secrets.Keys.Order(StringComparer.Ordinal), used);
        Assert.All(Compose.Secrets, s => Assert.Equal("deploy/secrets/" + s.Key, s.Value.File));
        Assert.All(Compose.Secrets.Keys, s => Assert.Contains($"[ -e {s} ] ||", script, StringComparison.Ordinal));
        Assert.Contains("/deploy/secrets/", File.ReadAllLines(Repo.PathOf(".gitignore")));
        Assert.Contains("deploy/secrets/", File.ReadAllLines(Repo.PathOf(".dockerignore")));
        Assert.All(Compose.Services.Values.SelectMany(s => s.Environment), e => Assert.False(SecretName().IsMatch(e.Key) && !e.Value.StartsWith("/run/secrets/", StringComparison.Ordinal), e.Key));
    }

    [Fact]
    public void Volumes_and_networks_in_use_are_declared()
    {
        Assert.All(Compose.Services.Values.SelectMany(s => s.Volumes), v => Assert.True(Compose.Volumes.ContainsKey(v.Split(':')[0]), v));
        Assert.All(Compose.Services.Values.SelectMany(s => s.Networks.Keys), n => Assert.True(Compose.Networks.ContainsKey(n), n));
    }

    [Theory]
    [MemberData(nameof(OwnServices))]
    public void Every_setting_is_one_that_the_part_reads(string name)
    {
        var service = Compose.Services[name];
        var project = service.Build!.Target switch { "bff" => "Portal.Bff", "ui" => "Portal", var sandbox => "Bcs." + char.ToUpperInvariant(sandbox[0]) + sandbox[1..] };
        var source = string.Concat(Directory.EnumerateFiles(Repo.PathOf("src", project), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));
        var example = File.ReadLines(Repo.PathOf("deploy", "tenants.env.example")).Where(l => l.Contains('=', StringComparison.Ordinal)).Select(l => l.Split('=')[0]);
        var keys = service.AllEnvironment().Keys
            .Concat(service.SecretFiles.Keys)
            .Concat(name == "bff" ? example : [])
            .Distinct();

        foreach (var key in keys)
        {
            var segments = key.Split("__");
            var named = segments.Where((s, i) => !int.TryParse(s, out _) && !(i == 1 && segments[0] == "Tenants"));
            Assert.All(named, s => Assert.True(Known(s, source), $"{name}: {key}: nothing in {project} is called {s}"));
        }
    }

    // A section may be written as a constant, a binding path or the name of a property.
    private static bool Known(string segment, string source) => segment == "ConnectionStrings"
        ? source.Contains("GetConnectionString(\"", StringComparison.Ordinal) || source.Contains("ConnectionStrings", StringComparison.Ordinal)
        : Regex.IsMatch(source, $@"\b{Regex.Escape(segment)}\b\s*\{{ get;|""({Regex.Escape(segment)}|{Regex.Escape(segment)}:\w+|\w+:{Regex.Escape(segment)})""");

    [GeneratedRegex(@"(https?://|Host=)(?<host>[a-z][a-z0-9-]*)\b")]
    private static partial Regex HostName();

    [GeneratedRegex("PASSWORD|SECRET|KEY|Password|Secret(?!s__Folder)|Keys?__", RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();
}
