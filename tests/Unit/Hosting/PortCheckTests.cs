using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using ObsidianVault.Hosting.Startup;

namespace ObsidianVault.Unit.Hosting;

public sealed class PortCheckTests
{
    [Fact]
    public async Task A_port_that_another_process_listens_on_is_named_with_its_setting()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var silo = await Should.ThrowAsync<StartupRefusedException>(() => CheckAsync("http://127.0.0.1:0", port));
        silo.Message.ShouldBe(
            $"Port {port} is already in use by another process. Stop that process, or choose another port with Cluster__SiloPort.");
        (await Should.ThrowAsync<StartupRefusedException>(() => CheckAsync($"http://127.0.0.1:{port}"))).Message
            .ShouldContain($"Port {port} is already in use");
        (await Should.ThrowAsync<StartupRefusedException>(() => CheckAsync($"http://*:{port}"))).Message.ShouldContain("--urls");

        other.Stop();
        await CheckAsync($"http://127.0.0.1:{port}", port);
    }

    [Theory]
    [InlineData("urls", "http://127.0.0.1:81;http://[::1]:82", "127.0.0.1:81", "::1:82")]
    [InlineData("urls", "http://localhost:0", "")]
    [InlineData("urls", "http://unix:/run/vault.sock", "")]
    [InlineData("http_ports", "8080;8081", "0.0.0.0:8080", "0.0.0.0:8081")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://localhost:83", "127.0.0.1:83")]
    [InlineData("other", "", "127.0.0.1:5000")]
    public void The_ports_are_those_that_the_web_server_reads(string key, string value, params string[] ports) =>
        HttpPorts.Of(Configuration(key, value)).Select(port => $"{port.Address}:{port.Number}")
            .ShouldBe(ports.Where(port => port.Length > 0));

    private static Task CheckAsync(string urls, params int[] ports) => new PortCheck(
        ports.Select(port => new ListeningPort(IPAddress.Loopback, port, "Cluster__SiloPort")), Configuration("urls", urls))
        .CheckAsync(TestContext.Current.CancellationToken);

    private static IConfiguration Configuration(string key, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build();
}
