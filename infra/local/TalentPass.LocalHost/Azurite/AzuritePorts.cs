using System.Net;
using System.Net.Sockets;

namespace TalentPass.LocalHost.Azurite;

/// <summary>The loopback ports of the three services.</summary>
/// <param name="Blob">The port of the blob service.</param>
/// <param name="Queue">The port of the queue service.</param>
/// <param name="Table">The port of the table service.</param>
public sealed record AzuritePorts(int Blob, int Queue, int Table)
{
    /// <summary>Finds three ports that are free at this moment.</summary>
    internal static AzuritePorts Free()
    {
        // All three are held at once; otherwise the same port could be found twice.
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
