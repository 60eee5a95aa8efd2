using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TalentPass.Core.Trust.Lists;
using TalentPass.Core.Trust.Partners;

namespace TalentPass.Functions.Trust;

/// <summary>Finds the IP addresses of a host name. A test replaces the DNS with its own answers.</summary>
public delegate Task<IPAddress[]> ResolveHost(string name, CancellationToken cancel);

/// <summary>
/// Fetches the status lists of partner cities over HTTPS. Waits three seconds, reads 1 MiB at most, follows no redirects and uses
/// no proxy. Connects only to public IP addresses: the address is checked after the name was resolved, so a name that later
/// leads elsewhere (DNS rebinding) gains nothing.
/// </summary>
internal static class PartnerStatusFetch
{
    private const string ClientName = "partner-status";
    private const int MostHeaderKilobytes = 16;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    /// <summary>Registers the HTTP client and the delegate <see cref="StatusFetch"/>.</summary>
    public static void AddPartnerStatusFetch(this IServiceCollection services)
    {
        services.TryAddSingleton<ResolveHost>(Dns.GetHostAddressesAsync);
        services.AddHttpClient(ClientName, client =>
        {
            client.Timeout = _patience;
            client.MaxResponseContentBufferSize = StatusListToken.MaxBytes;
            client.DefaultRequestHeaders.Accept.ParseAdd(StatusListToken.MediaType);
        }).ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            MaxResponseHeadersLength = MostHeaderKilobytes,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = (context, cancel) => ConnectAsync(provider.GetRequiredService<ResolveHost>(), context.DnsEndPoint, cancel),
        });
        services.AddSingleton<StatusFetch>(provider => (address, cancel) =>
            FetchAsync(provider.GetRequiredService<IHttpClientFactory>().CreateClient(ClientName), address, cancel));
    }

    /// <summary>Connects to a host when all of its IP addresses are public.</summary>
    /// <exception cref="HttpRequestException">An address is not public, or there is none.</exception>
    internal static async ValueTask<Stream> ConnectAsync(ResolveHost resolve, DnsEndPoint host, CancellationToken cancel)
    {
        var addresses = await resolve(host.Host, cancel);
        if (addresses.Length == 0 || !addresses.All(PublicAddress.IsAllowed))
        {
            throw new HttpRequestException("A partner's name does not lead to public addresses.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<byte[]?> FetchAsync(HttpClient client, Uri address, CancellationToken cancel)
    {
        if (!PublicAddress.IsAllowed(address.OriginalString))
        {
            return null;
        }

        try
        {
            using var answer = await client.GetAsync(address, cancel);
            return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsByteArrayAsync(cancel) : null;
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or SocketException || (unreachable is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }
}
