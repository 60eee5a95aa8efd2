using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace TalentPass.Browser.Tests;

/// <summary>
/// Ends TLS in front of an app, as the front end does in Azure. It listens before the app starts, because the app has to know its public
/// address.
/// </summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private readonly LocalCertificate _certificate;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private int _target;

    public TlsFront(LocalCertificate certificate)
    {
        _certificate = certificate;
        _listener.Start();
        _running = AcceptAsync();
    }

    /// <summary>The public address, without a slash at the end.</summary>
    public string Origin => $"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>From now on calls go to this port.</summary>
    public void LeadTo(int port) => Volatile.Write(ref _target, port);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = ServeAsync(client);
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var own = client;
            await using var secure = new SslStream(client.GetStream());
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate.Value }, _stop.Token);
            using var app = new TcpClient();
            await app.ConnectAsync(IPAddress.Loopback, Volatile.Read(ref _target), _stop.Token);
            await using var plain = app.GetStream();
            await Task.WhenAny(secure.CopyToAsync(plain, _stop.Token), plain.CopyToAsync(secure, _stop.Token));
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or SocketException or System.Security.Authentication.AuthenticationException or ObjectDisposedException)
        {
            // The browser or the test has left.
        }
    }
}
