using System.Net;
using System.Net.Sockets;

namespace TalentPass.LocalHost.Run;

/// <summary>Finds the port to listen on.</summary>
internal static class PortChoice
{
    /// <summary>The port when none is asked for, that of the Functions Core Tools.</summary>
    public const int Default = 7071;

    private const int Tried = 50;

    /// <summary>The port asked for, or the first free one from <see cref="Default"/> on.</summary>
    /// <exception cref="LocalSetupException">The port asked for is taken, or all are.</exception>
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

    /// <summary>The sentence for a port that somebody else listens on.</summary>
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
            // A machine without IPv6 addresses cannot have anybody listen on one.
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
