using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace TalentPass.Functions.Http;

/// <summary>Tells clients apart by their address, for rate limits.</summary>
internal static class ClientAddress
{
    private const int NetworkBytes = 8;
    private const string Unknown = "unknown";

    /// <summary>
    /// The client of a request: its IPv4 address, or the first 64 bits of its IPv6 address. A subscriber gets a whole /64
    /// network, so that single IPv6 addresses would be a new client each time.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="header">The header to which a trusted front end appends the address; null when clients connect
    /// directly.</param>
    public static string Of(HttpRequest http, string? header) =>
        // The front end appends the last entry itself. Earlier entries come from the client, who may write anything there.
        header is { Length: > 0 } && http.Headers[header] is [.., { Length: > 0 } sent]
            ? Network(WithoutPort(sent[(sent.LastIndexOf(',') + 1)..].Trim()))
            : Network(http.HttpContext.Connection.RemoteIpAddress);

    // Azure's front end writes address:port. With the port, each connection would have its own bucket.
    private static IPAddress? WithoutPort(string sent) => IPEndPoint.TryParse(sent, out var point) ? point.Address : null;

    private static string Network(IPAddress? address)
    {
        if (address is null)
        {
            return Unknown;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkBytes))
            : address.ToString();
    }
}
