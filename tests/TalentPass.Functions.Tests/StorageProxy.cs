using System.Collections.Concurrent;
using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TalentPass.Functions.Tests;

/// <summary>What lies between the app and storage.</summary>
public enum StorageWay
{
    /// <summary>Calls reach storage.</summary>
    Open,

    /// <summary>Nobody listens: connections are refused.</summary>
    Closed,

    /// <summary>Connections are accepted and never answered.</summary>
    Silent,

    /// <summary>Each call gets the bytes of <see cref="StorageProxy.Answer"/>, then the connection ends.</summary>
    Canned,

    /// <summary>Storage does the call, but no byte of its answer comes back.</summary>
    Deaf,
}

/// <summary>
/// A TCP proxy before the three services of a storage account. A test closes, silences or garbles the way to storage, and
/// opens it again on the same ports.
/// </summary>
public sealed class StorageProxy : IAsyncDisposable
{
    private readonly List<Door> _doors = [];

    /// <summary>Puts the proxy before the account of a connection string.</summary>
    /// <param name="connection">The connection string of the account.</param>
    /// <param name="way">The way at the start.</param>
    public StorageProxy(string connection, StorageWay way = StorageWay.Open)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connection };
        foreach (var service in (string[])["Blob", "Queue", "Table"])
        {
            var address = new Uri((string)parts[$"{service}Endpoint"]);
            var door = new Door(address.Port);
            connection = connection.Replace(address.ToString(), new UriBuilder(address) { Port = door.Port }.Uri.ToString(), StringComparison.Ordinal);
            _doors.Add(door);
        }

        Connection = connection;
        Set(way);
    }

    /// <summary>The connection string that leads through the proxy.</summary>
    public string Connection { get; }

    /// <summary>Makes the bytes of an HTTP answer for <see cref="StorageWay.Canned"/>.</summary>
    /// <param name="status">Status and reason, e.g. <c>503 Server Busy</c>.</param>
    /// <param name="body">The body.</param>
    /// <param name="headers">Further headers, one a line.</param>
    /// <param name="missing">How many bytes of the body are announced but not sent.</param>
    public static byte[] Answer(string status, string body = "", string headers = "", int missing = 0) => Encoding.UTF8.GetBytes(
        $"HTTP/1.1 {status}\r\n{(headers.Length == 0 ? "" : headers + "\r\n")}Content-Length: {Encoding.UTF8.GetByteCount(body) + missing}\r\nConnection: close\r\n\r\n{body}");

    /// <summary>Changes the way to all three services. Open connections are cut.</summary>
    public void Set(StorageWay way, byte[]? answer = null) => _doors.ForEach(door => door.Set(way, answer));

    /// <summary>Changes the way to the queues alone.</summary>
    public void SetQueues(StorageWay way, byte[]? answer = null) => _doors[1].Set(way, answer);

    public ValueTask DisposeAsync()
    {
        _doors.ForEach(door => door.Dispose());
        return ValueTask.CompletedTask;
    }

    private sealed class Door : IDisposable
    {
        private readonly int _beyond;
        private readonly ConcurrentDictionary<Socket, bool> _open = new();
        private TcpListener? _listener;
        private volatile byte[] _answer = [];
        private volatile StorageWay _way = StorageWay.Closed;

        public Door(int beyond)
        {
            _beyond = beyond;
            Listen(0);
            Port = ((IPEndPoint)_listener!.LocalEndpoint).Port;
        }

        public int Port { get; }

        public void Set(StorageWay way, byte[]? answer)
        {
            _answer = answer ?? [];
            _way = way;
            if (way == StorageWay.Closed)
            {
                _listener?.Stop();
                _listener = null;
            }
            else if (_listener is null)
            {
                Listen(Port);
            }

            foreach (var socket in _open.Keys)
            {
                Cut(socket);
            }
        }

        public void Dispose() => Set(StorageWay.Closed, null);

        private void Listen(int port)
        {
            _listener = new TcpListener(IPAddress.Loopback, port);
            _listener.Start();
            _ = AcceptAsync(_listener);
        }

        private async Task AcceptAsync(TcpListener listener)
        {
            try
            {
                while (true)
                {
                    var caller = await listener.AcceptSocketAsync();
                    _ = ServeAsync(caller);
                }
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // The door was closed.
            }
        }

        private async Task ServeAsync(Socket caller)
        {
            // In this order: either the change of the way cuts this connection, or this line sees the new way.
            _open[caller] = true;
            var way = _way;
            try
            {
                switch (way)
                {
                    case StorageWay.Silent:
                        await DrainAsync(caller);
                        break;
                    case StorageWay.Canned:
                        await caller.ReceiveAsync(new byte[64 * 1024]);
                        await caller.SendAsync(_answer);
                        caller.Shutdown(SocketShutdown.Send);
                        await DrainAsync(caller);
                        break;
                    default:
                        await ForwardAsync(caller, answers: way == StorageWay.Open);
                        break;
                }
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
            {
                // One side ended the connection, or the way has changed.
            }
            finally
            {
                Cut(caller);
            }
        }

        private async Task ForwardAsync(Socket caller, bool answers)
        {
            using var beyond = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            caller.NoDelay = true;
            _open[beyond] = true;
            try
            {
                await beyond.ConnectAsync(IPAddress.Loopback, _beyond);
                await Task.WhenAny(PumpAsync(caller, beyond), answers ? PumpAsync(beyond, caller) : DrainAsync(beyond));
                if (!answers)
                {
                    await DrainAsync(caller);
                }
            }
            finally
            {
                Cut(beyond);
            }
        }

        private static async Task PumpAsync(Socket from, Socket to)
        {
            var buffer = new byte[64 * 1024];
            while (await from.ReceiveAsync(buffer) is > 0 and var length)
            {
                await to.SendAsync(buffer.AsMemory(0, length));
            }
        }

        private static async Task DrainAsync(Socket from)
        {
            var buffer = new byte[64 * 1024];
            while (await from.ReceiveAsync(buffer) > 0)
            {
            }
        }

        private void Cut(Socket socket)
        {
            _open.TryRemove(socket, out _);
            socket.Dispose();
        }
    }
}
