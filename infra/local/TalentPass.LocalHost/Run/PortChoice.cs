using System.Net;
using System.Net.Sockets;

namespace TalentPass.LocalHost.Run;

/// <summary>Finds the port to listen on.</summary>
internal static class PortChoice
{
    /// <summary>The port when none is asked for; the Functions Core Tools use the same.</summary>
    public const int Default = 7071;

    private const int Tried = 50;

    /// <summary>
    /// Returns the port asked for, or the first free one of the 50 from <see cref="Default"/> on; for 0 any free port.
    /// </summary>
    /// <exception cref="LocalSetupException">The port asked for is taken, or all 50 are.</exception>
    public static int Choose(int? asked)
    {
        if (asked is not { } port)
        {
            return Enumerable.Range(Default, Tried).Cast<int?>().FirstOrDefault(candidate => IsFree(candidate!.Value))
                ?? throw new LocalSetupException($"The ports {Default} to {Default + Tried - 1} are all taken; choose another with --port.");
        }
        if (port == 0)
            return AnyFree();
        return IsFree(port) ? port : throw Taken(port);
    }

    /// <summary>Makes the exception for a port that another program uses.</summary>
    public static LocalSetupException Taken(int port) =>
        new($"Port {port} is taken by another program; end that program or choose another port with --port.");

    private static bool IsFree(int port) =>
        CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));

    private static bool CanListen(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException fault)
        {
            // On a machine without an IPv6 address nobody can listen on one.
            return fault.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }

    private static int AnyFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
