using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using TalentPass.Core;
using TalentPass.Core.SignIn;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Http;

/// <summary>
/// Reads staff's access tokens from the organisation's own OpenID Connect issuer. Roles and department come from configured
/// claims, and an account gets only what its token says. The rules are in the folder's README.
/// </summary>
internal sealed class OidcTokens
{
    /// <summary>The name of the HTTP client that calls the issuer.</summary>
    public const string HttpClientName = "oidc";

    /// <summary>The signatures that are accepted of issuers.</summary>
    internal static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384,
    ];

    private const int MostVerified = 10_000;
    private static readonly TimeSpan _skew = TimeSpan.FromSeconds(60);

    // An issuer that has withdrawn a key or changed an account is believed after this time, whatever the token says.
    private static readonly TimeSpan _remembered = TimeSpan.FromMinutes(5);

    private readonly OidcSettings _settings;
    private readonly TimeProvider _time;
    private readonly StaffDirectory? _staff;
    private readonly LaterWrites? _later;
    private readonly OidcIssuer _issuer;
    private readonly Cache<string, Verified> _verified;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    public OidcTokens(OidcSettings settings, IHttpClientFactory clients, TimeProvider time, StaffDirectory? staff = null, LaterWrites? later = null)
    {
        (_settings, _time, _staff, _later) = (settings, time, staff, later);
        _issuer = new OidcIssuer(settings.Authority, clients.CreateClient(HttpClientName), time);
        _verified = new(_remembered, MostVerified, time);
    }

    /// <summary>Whether the token names the configured issuer. Nothing is verified yet.</summary>
    public bool IsOurs(JsonWebToken token) => _issuer.Is(token.Issuer);

    /// <summary>Returns the actor of a token that was verified in the last five minutes; null when it was not, or has expired.</summary>
    public Actor? Recall(string text) => _verified.Get(text) is { } known && !IsOver(known.ExpiresAt) ? known.Actor : null;

    /// <summary>
    /// Verifies the token and returns its actor. Refuses with <c>not_signed_in</c>, or with <c>sign_in_unavailable</c> when
    /// the issuer cannot be reached. Clocks may differ by 60 seconds.
    /// </summary>
    public async ValueTask<Outcome<Actor>> ReadAsync(JsonWebToken token, CancellationToken cancel)
    {
        if (!AccessTokens.IsOne(token))
        {
            return new Refusal(RefusalCodes.NotSignedIn);
        }

        if (await _issuer.FindAsync(cancel) is not { } issuer)
        {
            return new Refusal(RefusalCodes.SignInUnavailable) { RetryAfter = OidcIssuer.Pause };
        }

        var result = await _handler.ValidateTokenAsync(token, Parameters(issuer));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // The issuer may have rotated its keys. This call is refused, and a later one finds the new keys.
            _issuer.Refresh();
        }

        if (!result.IsValid)
        {
            return new Refusal(RefusalCodes.NotSignedIn);
        }

        var actor = Read(token);
        _verified.Keep(token.EncodedToken, new Verified(actor, token.ValidTo));
        await NoteAsync(actor);
        return new Outcome<Actor>.Done(actor);
    }

    // Colleagues can be named who only ever call the API with their organisation's token.
    private Task NoteAsync(Actor actor)
    {
        if (_staff is null || _later is null || actor.Roles == Roles.None)
        {
            return Task.CompletedTask;
        }

        var member = new StaffMember
        {
            Account = actor.Account,
            DisplayName = actor.DisplayName,
            Roles = actor.Roles,
            Department = actor.Department,
            Provider = "token",
            FirstSeenAt = _time.GetUtcNow(),
            LastSeenAt = _time.GetUtcNow(),
        };
        return _later.StartAsync("staff", cancel => _staff.NoteAsync(member, cancel));
    }

    private TokenValidationParameters Parameters(OpenIdConnectConfiguration issuer) => new()
    {
        ValidIssuer = issuer.Issuer,
        ValidAudience = _settings.Audience,
        IgnoreTrailingSlashWhenValidatingAudience = false,
        IssuerSigningKeys = issuer.SigningKeys,
        ValidAlgorithms = Algorithms,
        LifetimeValidator = (starts, expires, _, _) =>
            expires is { } end && !IsOver(end) && (starts is not { } start || Now >= start - _skew),
    };

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    private bool IsOver(DateTime end) => Now >= end + _skew;

    private Actor Read(JsonWebToken token)
    {
        var names = Values(token, _settings.RolesClaim).SelectMany(each => each.Split(' '))
            .Select(each => _settings.RoleNames.GetValueOrDefault(each, each));
        var (roles, department) = StaffRights.Of(names, Values(token, _settings.DepartmentClaim), _settings.AllDepartments);
        return new Actor(StaffRights.AccountOf(token.Issuer, token.Subject), Values(token, _settings.NameClaim).FirstOrDefault() ?? "", roles, department, null);
    }

    private static IEnumerable<string> Values(JsonWebToken token, string claim) =>
        token.Claims.Where(each => each.Type == claim).Select(each => each.Value);

    private sealed record Verified(Actor Actor, DateTime ExpiresAt);
}
