using System.Net;
using System.Net.Sockets;

namespace Portal.Bff.Audit;

/// <summary>Addresses that are taken for one caller: an IPv4 address, or the /64 that one IPv6 subscriber has at least.</summary>
internal static class AddressGroup
{
    private const int SubscriberBits = 64;

    /// <summary>The group's name, such as <c>203.0.113.5</c> or <c>2001:db8:1:2::/64</c>.</summary>
    public static string Of(string? address)
    {
        if (!IPAddress.TryParse(address, out var parsed))
        {
            return "unknown";
        }

        if (parsed.IsIPv4MappedToIPv6)
        {
            parsed = parsed.MapToIPv4();
        }

        if (parsed.AddressFamily is not AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(parsed))
        {
            return parsed.ToString();
        }

        var bytes = parsed.GetAddressBytes();
        bytes.AsSpan(SubscriberBits / 8).Clear();
        return $"{new IPAddress(bytes)}/{SubscriberBits}";
    }
}
