using Portal.Testing;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Portal.Deployment.Tests.Containers;

/// <summary>The parts of <c>docker-compose.yml</c> that the tests look at, anchors and merges resolved.</summary>
internal sealed class ComposeFile
{
    public Dictionary<string, ComposeService> Services { get; init; } = [];

    public Dictionary<string, object?> Volumes { get; init; } = [];

    public Dictionary<string, object?> Networks { get; init; } = [];

    public Dictionary<string, ComposeSecretSource> Secrets { get; init; } = [];

    public static ComposeFile Load()
    {
        using var text = new StreamReader(Repo.PathOf("docker-compose.yml"));
        var yaml = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).IgnoreUnmatchedProperties().Build();
        return yaml.Deserialize<ComposeFile>(new MergingParser(new Parser(text)));
    }

    /// <summary>The services that start with a profile.</summary>
    public IReadOnlyDictionary<string, ComposeService> Profile(string profile) =>
        Services.Where(s => s.Value.Profiles.Contains(profile)).ToDictionary();
}

internal sealed class ComposeSecretSource
{
    public string File { get; init; } = "";
}

internal sealed class ComposeService
{
    public List<string> Profiles { get; init; } = [];

    public string? Image { get; init; }

    public ComposeBuild? Build { get; init; }

    public List<string> Ports { get; init; } = [];

    public List<ComposeEnvironmentFile> EnvFile { get; init; } = [];

    public Dictionary<string, string> Environment { get; init; } = [];

    public List<object> Secrets { get; init; } = [];

    public List<string> Volumes { get; init; } = [];

    public Dictionary<string, ComposeDependency> DependsOn { get; init; } = [];

    public Dictionary<string, ComposeNetwork> Networks { get; init; } = [];

    public ComposeHealthCheck? Healthcheck { get; init; }

    public bool ReadOnly { get; init; }

    /// <summary>Secrets by the name of the file that the container sees under <c>/run/secrets</c>.</summary>
    public IReadOnlyDictionary<string, string> SecretFiles => Secrets.ToDictionary(
        s => s is Dictionary<object, object> named ? (string)named["target"] : (string)s,
        s => s is Dictionary<object, object> named ? (string)named["source"] : (string)s);

    /// <summary>Settings of the service: those of its environment files, overridden by its own.</summary>
    public IReadOnlyDictionary<string, string> AllEnvironment()
    {
        var all = new Dictionary<string, string>();
        foreach (var file in EnvFile.Select(f => Repo.PathOf(f.Path)).Where(File.Exists))
        {
            foreach (var line in File.ReadLines(file).Where(l => l.Length > 0 && l[0] != '#'))
            {
                var parts = line.Split('=', 2);
                all[parts[0]] = parts[1];
            }
        }

        foreach (var (key, value) in Environment)
        {
            all[key] = value;
        }

        return all;
    }
}

internal sealed class ComposeBuild
{
    public string Target { get; init; } = "";
}

internal sealed class ComposeEnvironmentFile
{
    public string Path { get; init; } = "";

    public bool Required { get; init; } = true;
}

internal sealed class ComposeDependency
{
    public string Condition { get; init; } = "";
}

internal sealed class ComposeNetwork
{
    public List<string> Aliases { get; init; } = [];

    public string? Ipv4Address { get; init; }
}

internal sealed class ComposeHealthCheck
{
    public List<string> Test { get; init; } = [];
}
