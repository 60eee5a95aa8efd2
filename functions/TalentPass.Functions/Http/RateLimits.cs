using Microsoft.AspNetCore.Http;
using TalentPass.Core;

namespace TalentPass.Functions.Http;

/// <summary>
/// Limits calls with token buckets: one for each account, and for calls without a valid token one for each client address.
/// An operation takes as many calls as it weighs. The buckets live in one process, so with n instances a caller gets up to n
/// times as much. That is enough against floods and guessing.
/// </summary>
internal sealed class RateLimits(RateLimitSettings settings, TimeProvider time)
{
    private readonly TokenBuckets _accounts = new(settings.AccountPerMinute, time);
    private readonly TokenBuckets _addresses = new(settings.AddressPerMinute, time);
    private readonly TokenBuckets _guesses = new(settings.GuessesPerMinute, time);
    private readonly TokenBuckets _probes = new(settings.AddressPerMinute, time);

    /// <summary>
    /// Takes from the buckets that count a call whoever the caller is: guesses and probes. Returns <c>too_many_requests</c>
    /// when the bucket is empty; null lets the call through.
    /// </summary>
    public Refusal? CheckAnyone(OperationAttribute about, string address) =>
        about.Guessable ? TooMany(_guesses.Take(address))
        : about.Probe ? TooMany(_probes.Take(address))
        : null;

    /// <summary>
    /// Whether a token from this address may be verified, which costs more than all other checks together. An address whose
    /// bucket is empty has sent too many calls without a valid token.
    /// </summary>
    public Refusal? CheckVerification(string address) => TooMany(_addresses.Look(address));

    /// <summary>Takes from the bucket of a signed-in caller as many calls as the operation weighs.</summary>
    public Refusal? CheckAccount(OperationAttribute about, Actor actor) => TooMany(_accounts.Take(actor.Account, about.Weight));

    /// <summary>
    /// Takes from the bucket of an address, for a call without a valid token. A call that will be refused for that weighs 1.
    /// </summary>
    public Refusal? CheckAddress(OperationAttribute about, string address) => TooMany(_addresses.Take(address, about.Anonymous ? about.Weight : 1));

    /// <summary>The client of a request, as the limits see it.</summary>
    public string AddressOf(HttpRequest http) => ClientAddress.Of(http, settings.ClientAddressHeader);

    private static Refusal? TooMany(TimeSpan? wait) => wait is null ? null : new Refusal(RefusalCodes.TooManyRequests) { RetryAfter = wait };
}
