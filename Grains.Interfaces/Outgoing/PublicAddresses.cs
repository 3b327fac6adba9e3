using System.Net;
using System.Net.Sockets;

namespace ObsidianVault.Grains.Interfaces.Outgoing;

/// <summary>Which addresses are on the public internet: those that no registry of special purposes lists (RFC 6890 and its like).</summary>
public static class PublicAddresses
{
    private const int MaxLength = 2_000;

    private static readonly IPNetwork[] s_special =
    [
        // "This" network, private, shared by carriers, loopback, link-local with the clouds' metadata, documentation, benchmarks, relays.
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Of 2000::/3: protocol assignments with Teredo, documentation.
            "2001::/23", "2001:db8::/32", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork s_global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork s_sixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork s_nat64 = IPNetwork.Parse("64:ff9b::/96");

    public static bool IsPublic(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6) return IsPublic(address.MapToIPv4());
        if (Array.Exists(s_special, network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address)))
            return false;
        if (address.AddressFamily == AddressFamily.InterNetwork) return true;
        // Addresses that carry an IPv4 address lead where that one leads.
        var bytes = address.GetAddressBytes();
        if (s_nat64.Contains(address)) return IsPublic(new IPAddress(bytes.AsSpan(12, 4)));
        if (s_sixToFour.Contains(address)) return IsPublic(new IPAddress(bytes.AsSpan(2, 4)));
        return s_global.Contains(address);
    }

    /// <summary>What is wrong with an address that a person chose, as a sentence; null where it may be tried.</summary>
    /// <param name="allowed">Networks that are taken although they are not public; to them plain http is taken as well.</param>
    public static string? FaultOf(string? text, IReadOnlyCollection<IPNetwork> allowed)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        if (text is null || text.Length > MaxLength || !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0)
            return $"Must be an https address of at most {MaxLength:N0} characters.";
        if (url.UserInfo.Length > 0 || url.Fragment.Length > 0) return "Must have neither a user nor a fragment.";
        var isAddress = IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var ip);
        var isAllowed = isAddress && IsAllowed(ip!, allowed);
        if (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && isAllowed)) return "Must begin with https://.";
        if (isAddress && !isAllowed && !IsPublic(ip!)) return "Leads to an address that is not on the public internet.";
        return null;
    }

    /// <summary>Whether the operator allowed the address although it is not public.</summary>
    public static bool IsAllowed(IPAddress address, IReadOnlyCollection<IPNetwork> allowed)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return allowed.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }
}
