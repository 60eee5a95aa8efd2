using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TalentPass.Benchmarks.Hostile;

/// <summary>An answer as it came over the wire.</summary>
/// <param name="Status">The status; 0 when the connection was closed without one, −1 when none came in time.</param>
/// <param name="Headers">The header lines.</param>
/// <param name="Body">The body.</param>
/// <param name="Elapsed">From the first byte sent to the last one read.</param>
internal sealed record WireAnswer(int Status, IReadOnlyList<string> Headers, byte[] Body, TimeSpan Elapsed)
{
    /// <summary>The value of a header; null when there is none.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}

/// <summary>Sends bytes over one connection, which it keeps while both sides keep to HTTP.</summary>
internal sealed class WireClient(int port) : IDisposable
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(300);
    private readonly byte[] _piece = new byte[32 * 1024];
    private readonly MemoryStream _read = new();
    private TcpClient? _connection;

    /// <summary>Sends a request and reads the answer.</summary>
    public async Task<WireAnswer> SendAsync(HostileRequest request)
    {
        var reused = _connection is not null && request.IsFramed;
        var clock = Stopwatch.StartNew();
        var answer = await TryAsync(request, clock);
        if (answer.Status == 0 && reused)
        {
            // The server had closed a connection that nobody used.
            clock.Restart();
            answer = await TryAsync(request, clock);
        }

        if (!request.IsFramed || answer.Status <= 0 || answer.Header("Connection")?.Equals("close", StringComparison.OrdinalIgnoreCase) == true)
        {
            Dispose();
        }

        return answer;
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private async Task<WireAnswer> TryAsync(HostileRequest request, Stopwatch clock)
    {
        using var limit = new CancellationTokenSource(request.Then == AfterSending.Read ? _longest : _moment);
        try
        {
            if (_connection is null || !request.IsFramed)
            {
                Dispose();
                _connection = new TcpClient(AddressFamily.InterNetwork) { NoDelay = true };
                await _connection.ConnectAsync(IPAddress.Loopback, port, limit.Token);
            }

            var stream = _connection.GetStream();
            await stream.WriteAsync(request.Bytes, limit.Token);
            if (request.Then == AfterSending.Reset)
            {
                _connection.LingerState = new LingerOption(true, 0);
                Dispose();
                return new WireAnswer(0, [], [], clock.Elapsed);
            }

            return await ReadAsync(stream, request.IsHead, clock, limit.Token);
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            Dispose();
            return new WireAnswer(0, [], [], clock.Elapsed);
        }
        catch (OperationCanceledException)
        {
            Dispose();
            return new WireAnswer(request.Then == AfterSending.Read ? -1 : 0, [], [], clock.Elapsed);
        }
    }

    private async Task<WireAnswer> ReadAsync(NetworkStream stream, bool isHead, Stopwatch clock, CancellationToken cancel)
    {
        _read.SetLength(0);
        while (true)
        {
            var end = _read.GetBuffer().AsSpan(0, (int)_read.Length).IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                if (!await MoreAsync(stream, cancel))
                {
                    return new WireAnswer(0, [], [], clock.Elapsed);
                }

                continue;
            }

            var lines = Encoding.Latin1.GetString(_read.GetBuffer(), 0, end).Split("\r\n");
            var head = new WireAnswer(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), lines[1..], [], clock.Elapsed);
            if (head.Status == 100)
            {
                var rest = _read.ToArray()[(end + 4)..];
                _read.SetLength(0);
                _read.Write(rest);
                continue;
            }

            return await WithBodyAsync(stream, head, end + 4, isHead, clock, cancel);
        }
    }

    private async Task<WireAnswer> WithBodyAsync(NetworkStream stream, WireAnswer head, int start, bool isHead, Stopwatch clock, CancellationToken cancel)
    {
        if (isHead || head.Status is 204 or 304)
        {
            return head;
        }

        var length = head.Header("Content-Length") is { } known ? int.Parse(known, CultureInfo.InvariantCulture) : (int?)null;
        var isChunked = head.Header("Transfer-Encoding") is not null;
        while (length is { } bytes ? _read.Length < start + bytes : !isChunked || !Bytes(start).EndsWith("0\r\n\r\n"u8))
        {
            if (!await MoreAsync(stream, cancel))
            {
                break;
            }
        }

        var body = Bytes(start).ToArray();
        return head with { Body = isChunked ? Joined(body) : body, Elapsed = clock.Elapsed };
    }

    private static byte[] Joined(byte[] chunks)
    {
        var (all, at) = (new List<byte>(), 0);
        while (chunks.AsSpan(at).IndexOf("\r\n"u8) is >= 0 and var line
            && int.TryParse(Encoding.ASCII.GetString(chunks, at, line), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size) && size > 0 && at + line + 4 + size <= chunks.Length)
        {
            all.AddRange(chunks.AsSpan(at + line + 2, size));
            at += line + 4 + size;
        }

        return [.. all];
    }

    private ReadOnlySpan<byte> Bytes(int start) => _read.GetBuffer().AsSpan(start, (int)_read.Length - start);

    private async Task<bool> MoreAsync(NetworkStream stream, CancellationToken cancel)
    {
        var count = await stream.ReadAsync(_piece, cancel);
        _read.Write(_piece, 0, count);
        return count > 0;
    }
}
