using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

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
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _source;
    private readonly Lock _gate = new();
    private Task<OpenIdConnectConfiguration?>? _asking;
    private long? _failedAt;

    public OidcIssuer(OidcSettings settings, HttpClient http, TimeProvider time)
    {
        (_authority, _time) = (settings.Authority?.TrimEnd('/'), time);
        _source = new ConfigurationManager<OpenIdConnectConfiguration>(
            $"{_authority}/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(http) { RequireHttps = true });
    }

    /// <summary>Whether an issuer's name is the configured one. Issuers write it with or without a slash at the end.</summary>
    public bool Is(string name) => _authority is { Length: > 0 } && (name == _authority || name == $"{_authority}/");

    /// <summary>
    /// Returns the issuer as it describes itself; null when it does not answer within three seconds, describes another issuer,
    /// or did so in the last ten seconds.
    /// </summary>
    public async Task<OpenIdConnectConfiguration?> FindAsync(CancellationToken cancel)
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
            return await asking.WaitAsync(_patience, _time, cancel);
        }
        catch (TimeoutException)
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
