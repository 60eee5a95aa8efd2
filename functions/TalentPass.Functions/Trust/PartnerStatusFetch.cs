using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Trust.Lists;
using TalentPass.Core.Trust.Partners;

namespace TalentPass.Functions.Trust;

/// <summary>
/// Fetches the status lists of partner cities over HTTPS. Follows no redirects, waits three seconds and reads 1 MiB at
/// most.
/// </summary>
internal static class PartnerStatusFetch
{
    private const string ClientName = "partner-status";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    /// <summary>Registers the HTTP client and the delegate <see cref="StatusFetch"/>.</summary>
    public static void AddPartnerStatusFetch(this IServiceCollection services)
    {
        services.AddHttpClient(ClientName, client =>
        {
            client.Timeout = _patience;
            client.MaxResponseContentBufferSize = StatusListToken.MaxBytes;
            client.DefaultRequestHeaders.Accept.ParseAdd(StatusListToken.MediaType);
        }).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All });
        services.AddSingleton<StatusFetch>(provider => (address, cancel) =>
            FetchAsync(provider.GetRequiredService<IHttpClientFactory>().CreateClient(ClientName), address, cancel));
    }

    private static async Task<byte[]?> FetchAsync(HttpClient client, Uri address, CancellationToken cancel)
    {
        try
        {
            using var answer = await client.GetAsync(address, cancel);
            return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsByteArrayAsync(cancel) : null;
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException || (unreachable is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }
}
