namespace ObsidianVault.Unit.Deploy;

public sealed class ComposeTests
{
    /// <summary>Settings that have one right value in a container, or none.</summary>
    private static readonly string[] NotForContainers =
    [
        "Storage__DataFolder", "Objects__Folder", // SQLite and the folder store: one process
        "Cluster__SiloPort", "Cluster__GatewayPort", "Cluster__AdvertisedIP", // each container has an address of its own
        "Renderer__Root", "Renderer__FirstUserId", // the image says; never as root
    ];

    public static TheoryData<string> Hosts => [.. Compose.Hosts.Keys];

    public static TheoryData<string> Services => [.. Compose.Services.Keys];

    [Fact]
    public void The_cluster_has_its_three_hosts() => Compose.Hosts.Keys.ShouldBe(["api", "silo", "renderer"], ignoreOrder: true);

    [Theory, MemberData(nameof(Hosts))]
    public void Every_setting_is_one_that_the_code_reads(string host) =>
        Compose.Hosts[host].Environment.Keys.Where(name => !KnownSettings.Knows(name)).ShouldBeEmpty();

    [Fact]
    public void Every_setting_reaches_a_host()
    {
        var given = Compose.Hosts.Values.SelectMany(host => host.Environment.Keys).ToHashSet();
        KnownSettings.Defaults.Keys.Except(NotForContainers).Where(name => !given.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void The_hosts_have_the_cluster_shape()
    {
        foreach (var host in Compose.Hosts.Values)
        {
            host.Environment["Storage__Provider"].ShouldBe("PostgreSQL");
            host.Environment["Objects__Provider"].ShouldBe("S3");
        }
    }

    [Fact]
    public void The_renderer_knows_no_secret_of_a_channel_or_an_AI() => Compose.Hosts["renderer"].Environment.Keys
        .Where(name => name.StartsWith("Ai__", StringComparison.Ordinal) || name.StartsWith("Telegram__", StringComparison.Ordinal) ||
            name.StartsWith("WhatsApp__", StringComparison.Ordinal))
        .ShouldBeEmpty();

    [Fact]
    public void Every_variable_is_in_the_example() =>
        Compose.Variables.Where(name => !EnvironmentExample.Variables.ContainsKey(name)).ShouldBeEmpty();

    [Fact]
    public void Only_the_api_is_published_and_to_this_machine_only()
    {
        Compose.Services.Where(service => service.Value.Ports.Count > 0).Select(service => service.Key).ShouldBe(["api"]);
        Compose.Services["api"].Ports.ShouldBe(["127.0.0.1:8080:8080"]);
    }

    [Theory, MemberData(nameof(Services))]
    public void No_service_has_a_name_of_its_own_that_would_keep_it_from_being_scaled(string service) =>
        Compose.Services[service].ContainerName.ShouldBeNull();

    [Theory, MemberData(nameof(Services))]
    public void No_service_is_privileged(string name)
    {
        var service = Compose.Services[name];
        service.Privileged.ShouldBeFalse();
        service.CapAdd.ShouldBeEmpty();
        service.NetworkMode.ShouldBeNull();
        service.Pid.ShouldBeNull();
        service.Volumes.ShouldAllBe(volume => !volume.StartsWith('/') && !volume.StartsWith('.'), "only named volumes");
        service.SecurityOpt.ShouldContain("no-new-privileges:true");
    }

    [Theory, MemberData(nameof(Hosts))]
    public void Hosts_run_without_capabilities_on_a_read_only_system(string host)
    {
        Compose.Hosts[host].CapDrop.ShouldBe(["ALL"]);
        Compose.Hosts[host].ReadOnly.ShouldBeTrue();
        Compose.Hosts[host].User.ShouldBeNull("the image's user is not root");
    }

    [Fact]
    public void Only_the_renderer_loosens_what_confines_it_and_keeps_a_seccomp_filter()
    {
        Compose.Services.Where(service => service.Value.SecurityOpt.Exists(option => option.Contains("unconfined", StringComparison.Ordinal)))
            .Select(service => service.Key).ShouldBe(["renderer"]);
        Compose.Services["renderer"].SecurityOpt.ShouldContain("seccomp=deploy/docker/seccomp-renderer.json");
        Checkout.Exists("deploy/docker/seccomp-renderer.json").ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Services))]
    public void Every_service_is_limited_and_comes_back(string name)
    {
        Compose.Services[name].Deploy.ShouldNotBeNull().Resources["limits"].Keys.ShouldBe(["memory", "pids"], ignoreOrder: true);
        Compose.Services[name].Restart.ShouldBe("unless-stopped");
    }

    [Fact]
    public void The_databases_have_no_way_out()
    {
        Compose.Parse(Checkout.Read("docker-compose.yml")).Networks["inside"].ShouldNotBeNull()["internal"].ShouldBe("true");
        foreach (var name in (string[])["postgres", "objects", "redis"]) Compose.Services[name].Networks.ShouldBe(new object[] { "inside" });
    }
}
