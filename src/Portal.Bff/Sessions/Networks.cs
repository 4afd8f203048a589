using System.Net;

namespace Portal.Bff.Sessions;

/// <summary>Addresses and networks as settings name them: <c>10.0.0.7</c>, <c>10.0.0.0/8</c>, <c>2001:db8::/32</c>.</summary>
internal sealed class Networks
{
    private Networks(IReadOnlyList<IPNetwork> all) => All = all;

    /// <summary>Each as a network; a single address is one of its full length.</summary>
    public IReadOnlyList<IPNetwork> All { get; }

    /// <summary>Reads a setting.</summary>
    /// <exception cref="InvalidOperationException">One of the texts is neither an address nor a network; the message names the setting.</exception>
    public static Networks Of(IReadOnlyList<string> texts, string key) =>
        new([.. texts.Select((text, index) => Parse(text) ?? throw new InvalidOperationException(
            $"{key}:{index} is \"{text}\". Give an address such as 10.0.0.7 or a network such as 10.0.0.0/8."))]);

    /// <summary>True for an address in one of the networks; IPv4 in the clothes of IPv6 counts as what it is.</summary>
    public bool Contains(IPAddress? address) => address is not null && All.Any(n => n.Contains(Plain(address)));

    /// <summary>The IPv4 address behind a mapped one, and any other as it is.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static IPNetwork? Parse(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) && Plain(address) is var plain ? new IPNetwork(plain, plain.GetAddressBytes().Length * 8)
        : null;
}
