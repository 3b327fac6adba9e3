using System.Net;
using Microsoft.AspNetCore.Http;

namespace ObsidianVault.Hosting.Startup;

/// <summary>The ports that the web server will listen on, read from the same settings as it reads.</summary>
internal static class HttpPorts
{
    private const string Setting = "--urls (ASPNETCORE_URLS; with ./vault up: VAULT_URL)";

    public static IEnumerable<ListeningPort> Of(IConfiguration configuration) => Addresses(configuration).SelectMany(Ports);

    private static IEnumerable<string> Addresses(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Select(endpoint => endpoint["Url"]).OfType<string>().ToList();
        if (endpoints.Count > 0) return endpoints;
        if (configuration["urls"] is { Length: > 0 } urls) return Split(urls);
        var ports = Split(configuration["http_ports"]).Select(port => $"http://*:{port}")
            .Concat(Split(configuration["https_ports"]).Select(port => $"https://*:{port}")).ToList();
        return ports.Count > 0 ? ports : ["http://localhost:5000"];
    }

    private static string[] Split(string? list) =>
        (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<ListeningPort> Ports(string address)
    {
        BindingAddress parsed;
        try
        {
            parsed = BindingAddress.Parse(address);
        }
        catch (FormatException)
        {
            yield break; // the server reports what is wrong with it
        }

        if (parsed.IsUnixPipe || parsed.IsNamedPipe || parsed.Port == 0) yield break;
        var host = parsed.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(parsed.Host, out var ip) ? ip : IPAddress.Any;
        yield return new ListeningPort(host, parsed.Port, Setting);
    }
}
