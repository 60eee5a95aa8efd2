using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TalentPass.Benchmarks.Overload;

/// <summary>Clients that announce a body and then send one byte a second.</summary>
internal static class SlowSenders
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>Sends until the app ends the connection, or the token is cancelled.</summary>
    /// <returns>How many connections the app had ended by then.</returns>
    public static async Task<int> RunAsync(int port, string token, int clients, CancellationToken cancel)
    {
        var ended = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => SendAsync(port, token, cancel)));
        return ended.Count(static each => each);
    }

    private static async Task<bool> SendAsync(int port, string token, CancellationToken cancel)
    {
        using var client = new TcpClient(AddressFamily.InterNetwork);
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancel);
            var stream = client.GetStream();
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes($"POST /api/v1/scans HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{{"), cancel);
            var answer = stream.ReadAsync(new byte[256], cancel).AsTask();
            while (!answer.IsCompleted)
            {
                await Task.WhenAny(answer, Task.Delay(_pause, cancel));
                cancel.ThrowIfCancellationRequested();
                await stream.WriteAsync(" "u8.ToArray(), cancel);
            }

            return true;
        }
        catch (Exception fault) when (fault is SocketException or IOException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
