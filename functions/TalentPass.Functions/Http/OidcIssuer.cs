using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace TalentPass.Functions.Http;

/// <summary>
/// The configured OpenID Connect issuer. Its keys are found by discovery, and fetched again when a token names a key that is
/// not known. All callers share one fetch, and after a failed one nobody asks for a while: anybody can send a token that names
/// the issuer.
/// </summary>
internal sealed class OidcIssuer
{
    /// <summary>How long nobody asks the issuer after it did not answer.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);
    private readonly string? _authority;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _source;
    private readonly Lock _gate = new();
    private Task<OpenIdConnectConfiguration?>? _asking;
    private long? _failedAt;
    private long? _fetchedAt;

    public OidcIssuer(string? authority, HttpClient http, TimeProvider time)
    {
        (_authority, _http, _time) = (authority?.TrimEnd('/'), http, time);
        _source = new ConfigurationManager<OpenIdConnectConfiguration>(
            $"{_authority}/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(http) { RequireHttps = true });
    }

    /// <summary>Whether an issuer's name is the configured one. Issuers write it with or without a slash at the end.</summary>
    public bool Is(string name) => _authority is { Length: > 0 } && (name == _authority || name == $"{_authority}/");

    /// <summary>
    /// Returns the issuer as it describes itself; null when it does not answer in time, describes another issuer, or did so in the last
    /// ten seconds.
    /// </summary>
    /// <param name="cancel">Stops the wait.</param>
    /// <param name="patience">How long to wait; three seconds unless given.</param>
    public async Task<OpenIdConnectConfiguration?> FindAsync(CancellationToken cancel, TimeSpan? patience = null)
    {
        Task<OpenIdConnectConfiguration?> asking;
        lock (_gate)
        {
            if (_asking is { IsCompleted: false })
            {
                asking = _asking;
            }
            else if (_failedAt is { } failed && _time.GetElapsedTime(failed) < Pause)
            {
                return null;
            }
            else
            {
                asking = _asking = AskAsync();
            }
        }

        try
        {
            return await asking.WaitAsync(patience ?? _patience, _time, cancel);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>
    /// Fetches the issuer's keys now, because one was named that is not known. Null when they were fetched within the last ten seconds,
    /// or the issuer does not answer.
    /// </summary>
    public async Task<ICollection<SecurityKey>?> FetchKeysAsync(OpenIdConnectConfiguration issuer, CancellationToken cancel)
    {
        lock (_gate)
        {
            if (_fetchedAt is { } last && _time.GetElapsedTime(last) < Pause)
            {
                return null;
            }

            _fetchedAt = _time.GetTimestamp();
        }

        try
        {
            return new JsonWebKeySet(await new HttpDocumentRetriever(_http) { RequireHttps = true }.GetDocumentAsync(issuer.JwksUri, cancel)).GetSigningKeys();
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException or ArgumentException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Fetches the keys again at the next call, at most every five minutes.</summary>
    public void Refresh() => _source.RequestRefresh();

    private async Task<OpenIdConnectConfiguration?> AskAsync()
    {
        try
        {
            // The fetch is shared, so no caller may stop it.
            var found = await _source.GetConfigurationAsync(CancellationToken.None);
            return Is(found.Issuer ?? "") ? found : null;
        }
        catch (InvalidOperationException)
        {
            lock (_gate)
            {
                _failedAt = _time.GetTimestamp();
            }

            return null;
        }
    }
}
