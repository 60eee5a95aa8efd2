using System.Net;
using System.Net.Sockets;

namespace TalentPass.Core.Trust.Partners;

/// <summary>
/// Decides which addresses of partner cities this server may fetch: names in the public DNS, over HTTPS, at public IP addresses.
/// So a partner's record cannot make the server call itself, its neighbours, or the platform's metadata service (SSRF).
/// </summary>
public static class PublicAddress
{
    // Names that lead into a network of their own (RFC 6761, 6762, 8375, 9476), and those that networks use without asking.
    private static readonly string[] _inside =
        ["localhost", "localdomain", "local", "internal", "intranet", "private", "corp", "home", "lan", "arpa", "alt", "onion"];

    // Blocks that are not globally reachable (IANA special-purpose registry), multicast, and the platform service of Azure.
    private static readonly IPNetwork[] _closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork _globalV6 = IPNetwork.Parse("2000::/3");

    /// <summary>
    /// Whether a URL may be fetched: https at port 443, with a DNS name of at least two labels, and without user, query or
    /// fragment. IP addresses in any spelling are refused.
    /// </summary>
    public static bool IsAllowed(string url) =>
        url.StartsWith("https://", StringComparison.Ordinal)
        && url.AsSpan().IndexOfAny("@?#\\") < 0
        && Uri.IsWellFormedUriString(url, UriKind.Absolute)
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.IsDefaultPort
        && uri.HostNameType == UriHostNameType.Dns
        && IsPublicName(uri.IdnHost);

    /// <summary>Whether an IP address is public.</summary>
    public static bool IsAllowed(IPAddress address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => IsAllowed(address.MapToIPv4()),
        { AddressFamily: AddressFamily.InterNetworkV6 } when !_globalV6.Contains(address) => false,
        _ => !_closed.Any(block => block.Contains(address)),
    };

    // A last label that begins with a digit makes some resolvers read the name as an IP address.
    private static bool IsPublicName(string host)
    {
        var labels = host.Split('.');
        return labels.Length >= 2
            && labels.All(label => label.Length > 0)
            && char.IsAsciiLetter(labels[^1][0])
            && !_inside.Contains(labels[^1], StringComparer.OrdinalIgnoreCase);
    }
}
