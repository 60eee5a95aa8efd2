using System.Net;
using System.Net.Sockets;

namespace TalentPass.Benchmarks.Processes;

/// <summary>Finds ports for processes that are about to start.</summary>
internal static class FreePort
{
    /// <summary>A loopback port that nobody listens on now.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
