using System.Net;
using Microsoft.Extensions.Options;

namespace ObsidianVault.Api.Gateway.Limits;

/// <summary>
/// Whether requests that come from this machine itself are limited: where the service is published, or a setting says so.
/// </summary>
internal sealed class ThisMachine(IOptions<LimitOptions> options, IConfiguration configuration)
{
    /// <summary>The setting of the conversations' links, which front ends have too.</summary>
    private const string PublicUrl = "Sessions:PublicUrl";

    public bool IsLimited { get; } = options.Value.ThisMachine ?? IsElsewhere(configuration[PublicUrl]);

    internal static bool IsElsewhere(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && !address.IsLoopback
        && !(IPAddress.TryParse(address.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip));
}
