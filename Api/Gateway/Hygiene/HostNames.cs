using System.Net;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Errors;

namespace ObsidianVault.Api.Gateway.Hygiene;

/// <summary>
/// Answers only to names that are ours: those of <c>Gateway:Hosts</c>, of <c>Sessions:PublicUrl</c> and of <c>Telegram:WebhookUrl</c>,
/// an address, or a name that no public DNS gives away. A page of a stranger that lets its own name lead to this machine, which is DNS
/// rebinding, gets nothing. Webhooks and health have their own proofs or no secrets.
/// </summary>
internal sealed class HostNames(RequestDelegate next, IOptions<GatewayOptions> options, IConfiguration configuration)
{
    private static readonly string[] s_private = [".localhost", ".local", ".internal", ".lan", ".home.arpa"];

    private readonly HashSet<string> _ours = new(
        options.Value.Hosts.Concat(new[] { configuration["Sessions:PublicUrl"], configuration["Telegram:WebhookUrl"] }
            .Select(url => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Host : null).OfType<string>()),
        StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext http)
    {
        // With a dot at its end a name is the same name, from the root on.
        var host = http.Request.Host.Host is [.. var name, '.'] ? name : http.Request.Host.Host;
        if (IsOurs(host) || http.Request.Path.StartsWithSegments("/webhook") || http.Request.Path.StartsWithSegments("/health"))
            return next(http);
        var problem = Problems.Of(
            StatusCodes.Status421MisdirectedRequest, "unknown_host",
            "This host name is not one of this service's. Its operator can add it to the setting Gateway:Hosts.");
        http.Response.StatusCode = problem.StatusCode;
        return problem.ExecuteAsync(http);
    }

    private bool IsOurs(string host) => !host.Contains('.', StringComparison.Ordinal) || _ours.Contains(host)
        || IPAddress.TryParse(host, out _)
        || Array.Exists(s_private, ending => host.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
