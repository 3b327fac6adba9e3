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

    [Theory, InlineData("api"), InlineData("silo")]
    public void A_host_that_may_know_secrets_reads_every_setting_from_the_env_file(string host) =>
        Compose.Hosts[host].EnvFile.ShouldHaveSingleItem().ShouldBe(new() { ["path"] = ".env", ["required"] = "false" });

    [Fact]
    public void The_renderer_reads_no_env_file() => Compose.Hosts["renderer"].EnvFile.ShouldBeEmpty();

    [Fact]
    public void The_renderer_is_given_each_setting_that_it_reads() => KnownSettings.OfRenderer.Except(NotForContainers)
        .Except(Compose.Hosts["renderer"].Environment.Keys).ShouldBeEmpty();

    [Fact]
    public void The_renderer_is_given_no_setting_that_it_does_not_read() =>
        Compose.Hosts["renderer"].Environment.Keys.Except(KnownSettings.OfRenderer).ShouldBeEmpty();

    [Fact]
    public void The_hosts_have_the_cluster_shape()
    {
        foreach (var host in Compose.Hosts.Values)
        {
            host.Environment["Storage__Provider"].ShouldBe("PostgreSQL");
            host.Environment["Objects__Provider"].ShouldBe("S3");
        }
    }

    /// <summary>A renderer stores what it renders, so it knows the database and the store, and nothing else that is secret.</summary>
    [Fact]
    public void The_renderer_knows_no_secret_but_those_of_the_database_and_the_store()
    {
        string[] words = ["Key", "Token", "Secret", "Password", "ConnectionString"];
        Compose.Hosts["renderer"].Environment.Keys.Where(name => words.Any(word => name.EndsWith(word, StringComparison.Ordinal)))
            .ShouldBe(["Storage__ConnectionString", "Objects__AccessKey", "Objects__SecretKey"], ignoreOrder: true);
        Compose.Hosts["renderer"].Environment.Keys
            .Select(name => name.Split("__")[0])
            .Intersect(["Ai", "Telegram", "WhatsApp", "Operator"])
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_variable_is_in_the_example() =>
        Compose.Variables.Where(name => !EnvironmentExample.Variables.ContainsKey(name)).ShouldBeEmpty();

    [Fact]
    public void Only_the_edge_is_published_further_than_to_this_machine()
    {
        Compose.Services.Where(service => service.Value.Ports.Exists(port => !port.StartsWith("127.0.0.1:", StringComparison.Ordinal)))
            .Select(service => service.Key).ShouldBe(["edge"]);
        Compose.Services.Where(service => service.Value.Ports.Count > 0 && service.Value.Profiles.Count == 0)
            .Select(service => service.Key).ShouldBe(["api"]);
        Compose.Services["api"].Ports.ShouldBe(["127.0.0.1:8080:8080", "127.0.0.1:9464:9464"]);
    }

    /// <summary>Metrics are on the internal port where there is one, and 404 on every other.</summary>
    [Fact]
    public void Prometheus_asks_every_host_on_the_port_that_answers()
    {
        var api = Compose.Services["api"].Environment["Gateway__InternalPort"];
        var config = Compose.Parse(Checkout.Read("docker-compose.yml")).Configs["prometheus"]["content"];
        config.ShouldContain($"names: [api], type: A, port: {api} }}");
        config.ShouldContain("names: [silo, renderer], type: A, port: 8080 }");
        Compose.Services["prometheus"].Networks.ShouldBe(new object[] { "inside", "outside" });
    }

    /// <summary>What the api believes about where requests come from, it hears from the edge alone.</summary>
    [Fact]
    public void Only_the_edge_and_the_api_are_in_the_network_that_is_trusted()
    {
        Compose.Services.Where(service => service.Value.Networks is List<object> networks && networks.Contains("front"))
            .Select(service => service.Key).ShouldBe(["api", "edge"], ignoreOrder: true);
        Checkout.Read("docker-compose.yml")
            .ShouldContain($"subnet: {Compose.Services["api"].Environment["Gateway__TrustedProxies__0"]}");
        Compose.Services["edge"].ReadOnly.ShouldBeTrue();
        Compose.Services["edge"].CapDrop.ShouldBe(["ALL"]);
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
        Compose.Services
            .Where(service => service.Value.SecurityOpt.Exists(option => option.Contains("unconfined", StringComparison.Ordinal)))
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
        Compose.Parse(Checkout.Read("docker-compose.yml")).Networks["inside"].ShouldNotBeNull()["internal"].ToString().ShouldBe("true");
        foreach (var name in (string[])["postgres", "objects", "redis"])
            Compose.Services[name].Networks.ShouldBe(new object[] { "inside" });
    }
}
