using System.Net;
using System.Net.Sockets;

namespace ObsidianVault.Api.Gateway.Clients;

/// <summary>Where a request comes from.</summary>
/// <param name="Key">The IPv4 address, or the first 64 bits of the IPv6 address, which is what one customer gets.</param>
/// <param name="IsThisMachine">Whether it comes over loopback, and not through a proxy.</param>
internal readonly record struct ClientAddress(string Key, bool IsThisMachine)
{
    private const int NetworkBytes = 8;

    /// <summary>What a proxy adds to a request. A proxy on this machine is not this machine's user.</summary>
    private static readonly string[] s_marks =
        ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Proto", "X-Forwarded-Host"];

    public static ClientAddress Of(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address) return new ClientAddress("unknown", IsThisMachine: false);
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return new ClientAddress(KeyOf(address), IPAddress.IsLoopback(address) && !IsForwarded(http.Request.Headers));
    }

    internal static string KeyOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address)) return address.ToString();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[NetworkBytes..].Clear();
        return new IPAddress(bytes) + "/64";
    }

    private static bool IsForwarded(IHeaderDictionary headers)
    {
        foreach (var mark in s_marks)
        {
            if (headers.ContainsKey(mark)) return true;
        }

        return false;
    }
}
