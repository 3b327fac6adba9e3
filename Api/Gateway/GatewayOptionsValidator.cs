using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Clients;

namespace ObsidianVault.Api.Gateway;

/// <summary>Reports every fault of the gateway's lists at once.</summary>
internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        List<string> faults =
        [
            .. options.TrustedProxies.Where(proxy => TrustedProxies.Parse(proxy) is null)
                .Select(proxy => $"Gateway:TrustedProxies: \"{proxy}\" is neither an address nor a range such as 10.0.0.0/8."),
            .. options.Hosts.Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown)
                .Select(host => $"Gateway:Hosts: \"{host}\" is not a host name. Give it without scheme, port and path."),
            .. options.Origins.Where(origin => !IsOrigin(origin))
                .Select(origin => $"Gateway:Origins: \"{origin}\" is not an origin such as https://app.example."),
        ];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsOrigin(string origin) => Uri.TryCreate(origin, UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https" && url.GetLeftPart(UriPartial.Authority) == origin;
}
