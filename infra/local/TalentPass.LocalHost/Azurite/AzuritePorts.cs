using System.Net;
using System.Net.Sockets;

namespace TalentPass.LocalHost.Azurite;

/// <summary>The loopback ports of the three services.</summary>
/// <param name="Blob">Blob service.</param>
/// <param name="Queue">Queue service.</param>
/// <param name="Table">Table service.</param>
public sealed record AzuritePorts(int Blob, int Queue, int Table)
{
    /// <summary>Three ports nobody listens on at this moment.</summary>
    internal static AzuritePorts Free()
    {
        // All three are held at once, or the same port could be handed out twice.
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        using var third = new TcpListener(IPAddress.Loopback, 0);
        return new AzuritePorts(Open(first), Open(second), Open(third));
    }

    private static int Open(TcpListener listener)
    {
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
