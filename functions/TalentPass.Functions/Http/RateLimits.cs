using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using TalentPass.Core;

namespace TalentPass.Functions.Http;

/// <summary>
/// Limits calls with token buckets: one for each account, and for calls without a valid token one for each client address.
/// The buckets live in one process, so with n instances a caller gets up to n times as much. That is enough against floods
/// and guessing.
/// </summary>
internal sealed class RateLimits(RateLimitSettings settings) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _accounts = Buckets(settings.AccountPerMinute);
    private readonly PartitionedRateLimiter<string> _addresses = Buckets(settings.AddressPerMinute);
    private readonly PartitionedRateLimiter<string> _guesses = Buckets(settings.GuessesPerMinute);

    /// <summary>
    /// Takes one token for the call. Returns <c>too_many_requests</c> when the bucket is empty; null lets the call through.
    /// </summary>
    public Refusal? Check(Operation operation, Actor? actor, HttpRequest http)
    {
        var address = Address(http);
        if (operation.About.Guessable && Take(_guesses, address) is { } guessing)
        {
            return guessing;
        }

        return actor is null ? Take(_addresses, address) : Take(_accounts, actor.Account);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _accounts.Dispose();
        _addresses.Dispose();
        _guesses.Dispose();
    }

    // The front end appends the last entry itself. Earlier entries come from the client, who may write anything there.
    private string Address(HttpRequest http) =>
        settings.ClientAddressHeader is { Length: > 0 } header && http.Headers[header] is [.., { Length: > 0 } sent]
            ? WithoutPort(sent.Split(',')[^1].Trim())
            : http.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    // Azure's front end writes address:port. With the port, each connection would have its own bucket.
    private static string WithoutPort(string sent) => IPEndPoint.TryParse(sent, out var point) ? point.Address.ToString() : sent;

    private static Refusal? Take(PartitionedRateLimiter<string> limiter, string who)
    {
        using var lease = limiter.AttemptAcquire(who);
        return lease.IsAcquired ? null : new Refusal(RefusalCodes.TooManyRequests)
        {
            RetryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1),
        };
    }

    private static PartitionedRateLimiter<string> Buckets(int perMinute) =>
        PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = Math.Max(1, perMinute / 60),
            ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, 60.0 / perMinute)),
            QueueLimit = 0,
        }));
}
