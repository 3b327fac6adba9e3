using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace ObsidianVault.Unit.Deploy;

/// <summary>docker-compose.yml as docker compose reads it: anchors and merges resolved, variables not.</summary>
internal static partial class Compose
{
    private static readonly string s_text = Checkout.Read("docker-compose.yml");

    public static IReadOnlyDictionary<string, ComposeService> Services { get; } = Parse(s_text).Services;

    /// <summary>The services that are hosts of ours; the others are other people's programs.</summary>
    public static IReadOnlyDictionary<string, ComposeService> Hosts { get; } = Services
        .Where(service => service.Value.Build?.GetValueOrDefault("dockerfile") is { } file
            && file.StartsWith("deploy/docker/", StringComparison.Ordinal))
        .ToDictionary();

    /// <summary>The names of all <c>${NAME}</c>.</summary>
    public static IReadOnlySet<string> Variables { get; } =
        Variable().Matches(s_text).Select(match => match.Groups["name"].Value).ToHashSet();

    public static ComposeFile Parse(string text)
    {
        var deserializer = new DeserializerBuilder().IgnoreUnmatchedProperties().Build();
        return deserializer.Deserialize<ComposeFile>(new MergingParser(new Parser(new StringReader(text))));
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Variable();
}

internal sealed class ComposeFile
{
    [YamlMember(Alias = "services")]
    public Dictionary<string, ComposeService> Services { get; set; } = [];

    [YamlMember(Alias = "networks")]
    public Dictionary<string, Dictionary<string, object>?> Networks { get; set; } = [];

    [YamlMember(Alias = "configs")]
    public Dictionary<string, Dictionary<string, string>> Configs { get; set; } = [];
}

internal sealed class ComposeService
{
    [YamlMember(Alias = "build")]
    public Dictionary<string, string>? Build { get; set; }

    [YamlMember(Alias = "env_file")]
    public List<Dictionary<string, string>> EnvFile { get; set; } = [];

    [YamlMember(Alias = "environment")]
    public Dictionary<string, string?> Environment { get; set; } = [];

    [YamlMember(Alias = "ports")]
    public List<string> Ports { get; set; } = [];

    [YamlMember(Alias = "security_opt")]
    public List<string> SecurityOpt { get; set; } = [];

    [YamlMember(Alias = "cap_add")]
    public List<string> CapAdd { get; set; } = [];

    [YamlMember(Alias = "cap_drop")]
    public List<string> CapDrop { get; set; } = [];

    [YamlMember(Alias = "volumes")]
    public List<string> Volumes { get; set; } = [];

    [YamlMember(Alias = "networks")]
    public object Networks { get; set; } = "";

    [YamlMember(Alias = "profiles")]
    public List<string> Profiles { get; set; } = [];

    [YamlMember(Alias = "container_name")]
    public string? ContainerName { get; set; }

    [YamlMember(Alias = "privileged")]
    public bool Privileged { get; set; }

    [YamlMember(Alias = "read_only")]
    public bool ReadOnly { get; set; }

    [YamlMember(Alias = "restart")]
    public string? Restart { get; set; }

    [YamlMember(Alias = "network_mode")]
    public string? NetworkMode { get; set; }

    [YamlMember(Alias = "pid")]
    public string? Pid { get; set; }

    [YamlMember(Alias = "user")]
    public string? User { get; set; }

    [YamlMember(Alias = "deploy")]
    public ComposeDeploy? Deploy { get; set; }
}

internal sealed class ComposeDeploy
{
    [YamlMember(Alias = "resources")]
    public Dictionary<string, Dictionary<string, string>> Resources { get; set; } = [];
}
