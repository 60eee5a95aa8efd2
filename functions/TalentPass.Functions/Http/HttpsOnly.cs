using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using TalentPass.Core.Trust.City;

namespace TalentPass.Functions.Http;

/// <summary>Tells browsers to come over https only (HSTS, RFC 6797).</summary>
/// <param name="city">Its public address is an https address wherever real people are served.</param>
internal sealed class HttpsOnly(HomeCity city)
{
    // One year, as browsers' preload lists ask. Other names below the host's belong to others, so they are left out.
    private const string Policy = "max-age=31536000";
    private const string ForwardedProtocol = "X-Forwarded-Proto";

    private readonly bool _isPublic = city.PublicUrl.StartsWith(Https, StringComparison.OrdinalIgnoreCase);

    private static string Https => $"{Uri.UriSchemeHttps}{Uri.SchemeDelimiter}";

    /// <summary>
    /// Adds the policy to an answer. Over plain http the header is not allowed (RFC 6797, 7.2), so a developer's machine does
    /// not get it. The front end ends the TLS connection, so the app itself sees http in Azure.
    /// </summary>
    public void AddTo(Answer answer, HttpRequest http)
    {
        if (_isPublic || http.IsHttps || http.Headers[ForwardedProtocol] is [.., "https"])
        {
            answer.Headers[HeaderNames.StrictTransportSecurity] = Policy;
        }
    }
}
