using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace TalentPass.Functions.Tests.Http;

/// <summary>How a raw call ends on the client's side.</summary>
internal enum Ending
{
    /// <summary>The client waits for the answer.</summary>
    Wait,

    /// <summary>The client closes its sending side. The server then assumes that the client has left.</summary>
    HangUp,

    /// <summary>The client resets the connection, as when its process is killed.</summary>
    Reset,
}

/// <summary>An answer as it came over the wire.</summary>
/// <param name="Status">The status; 0 when the server closed the connection without an answer.</param>
/// <param name="Headers">The header lines.</param>
/// <param name="Body">The body as text.</param>
internal sealed record RawAnswer(int Status, IReadOnlyList<string> Headers, string Body)
{
    /// <summary>The <c>code</c> of a problem answer; null when there is none.</summary>
    public string? Code => Header("Content-Type")?.StartsWith("application/problem+json", StringComparison.Ordinal) == true
        ? JsonElement.Parse(Body).GetProperty("code").GetString() : null;

    /// <summary>The value of a header; null when there is none.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}

/// <summary>Sends bytes that no HTTP client would send.</summary>
internal static class RawHttp
{
    /// <summary>Sends a request and reads the answer.</summary>
    /// <param name="server">The server's address.</param>
    /// <param name="request">The request text, encoded as Latin-1: a character is a byte.</param>
    /// <param name="ending">How the client ends the call.</param>
    public static Task<RawAnswer> SendAsync(Uri server, string request, Ending ending = Ending.Wait) =>
        SendAsync(server, Encoding.Latin1.GetBytes(request), ending);

    /// <inheritdoc cref="SendAsync(Uri, string, Ending)" />
    /// <param name="server">The server's address.</param>
    /// <param name="request">The request.</param>
    /// <param name="ending">How the client ends the call.</param>
    /// <param name="then">What the client does after the request was sent, before it reads the answer; null for nothing.</param>
    public static async Task<RawAnswer> SendAsync(Uri server, byte[] request, Ending ending = Ending.Wait, Func<Stream, Task>? then = null)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Host, server.Port, deadline.Token);
        await using var stream = connection.GetStream();
        try
        {
            await stream.WriteAsync(request, deadline.Token);
            await (then?.Invoke(stream) ?? Task.CompletedTask);
            switch (ending)
            {
                case Ending.HangUp:
                    connection.Client.Shutdown(SocketShutdown.Send);
                    break;
                case Ending.Reset:
                    connection.Client.LingerState = new LingerOption(true, 0);
                    return new RawAnswer(0, [], "");
            }

            return await ReadAsync(stream, request.AsSpan().StartsWith("HEAD "u8), deadline.Token);
        }
        catch (IOException fault) when (fault.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown })
        {
            // The server closed the connection without an answer. A server may do that after malformed HTTP.
            return new RawAnswer(0, [], "");
        }
    }

    private static async Task<RawAnswer> ReadAsync(Stream stream, bool headersOnly, CancellationToken cancel)
    {
        var bytes = new List<byte>();
        var piece = new byte[16 * 1024];
        while (true)
        {
            // Latin-1 keeps positions in bytes and in characters the same.
            var text = Encoding.Latin1.GetString([.. bytes]);
            if (text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end)
            {
                var lines = text[..end].Split("\r\n");
                var answer = new RawAnswer(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), lines[1..], "");
                var length = headersOnly ? 0 : int.Parse(answer.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture);
                if (answer.Status == 100)
                {
                    bytes.RemoveRange(0, end + 4);
                    continue;
                }

                if (bytes.Count >= end + 4 + length)
                {
                    return answer with { Body = Encoding.UTF8.GetString([.. bytes[(end + 4)..(end + 4 + length)]]) };
                }
            }

            var read = await stream.ReadAsync(piece, cancel);
            if (read == 0)
            {
                Assert.True(bytes.Count == 0, $"The answer was cut off: {text}");
                return new RawAnswer(0, [], "");
            }

            bytes.AddRange(piece.AsSpan(0, read));
        }
    }
}
