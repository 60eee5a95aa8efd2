using System.Text.Json.Nodes;
using TalentPass.Core.Storage;

namespace TalentPass.Core.WeChat;

/// <summary>
/// Keeps the platform's access token. One instance fetches it, under a lease; the others read its row. It stays in memory and is
/// renewed five minutes before it ends: from then on WeChat gives out the next one, and still accepts this one.
/// </summary>
public sealed class PlatformTokens(WeChatExchange exchange, PlatformTokenStore store, TableLease lease, TimeProvider time) : IDisposable
{
    /// <summary>How long before its end a token is renewed.</summary>
    public static readonly TimeSpan RenewedBefore = TimeSpan.FromMinutes(5);

    private const string Path = "/cgi-bin/stable_token";
    private const string LeaseName = "wechat-token";
    private static readonly TimeSpan _leaseLength = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(100);

    // After this time the instance that has the lease is taken for dead. To fetch the token twice does no harm.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile PlatformToken? _held;

    /// <summary>
    /// The token that is good now. None of the calls below is made for a token in memory; otherwise one reads the shared row, and
    /// four more fetch and share a new one.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="stale">A token that WeChat no longer accepts; null when there is none.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <returns>The token, or the answer of WeChat that gave none.</returns>
    /// <exception cref="StorageException">Storage is not available.</exception>
    internal async Task<(PlatformToken? Token, WeChatAnswer? Instead)> CurrentAsync(WeChatAccount account, string? stale, CancellationToken cancel)
    {
        if (IsGood(_held, stale))
        {
            return (_held, null);
        }

        await _turn.WaitAsync(cancel);
        try
        {
            return IsGood(_held, stale) ? (_held, null) : await RenewAsync(account, stale, cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private bool IsGood(PlatformToken? token, string? stale) =>
        token is not null && token.Value != stale && token.ExpiresAt - RenewedBefore > time.GetUtcNow();

    private async Task<(PlatformToken? Token, WeChatAnswer? Instead)> RenewAsync(WeChatAccount account, string? stale, CancellationToken cancel)
    {
        for (var begun = time.GetTimestamp(); ; await Task.Delay(_look, time, cancel))
        {
            if (await store.FindAsync(account, cancel) is { } shared && IsGood(shared, stale))
            {
                _held = shared;
                return (shared, null);
            }

            if (await lease.TryTakeAsync(LeaseName, _leaseLength, cancel) || time.GetElapsedTime(begun) > _patience)
            {
                return await FetchAsync(account, stale, cancel);
            }
        }
    }

    // WeChat gives the token that is in force. When that is the one it refuses, it has to make another one.
    private async Task<(PlatformToken? Token, WeChatAnswer? Instead)> FetchAsync(WeChatAccount account, string? stale, CancellationToken cancel)
    {
        var (token, instead) = await FetchAsync(account, force: false, cancel);
        if (token is not null && token.Value == stale)
        {
            (token, instead) = await FetchAsync(account, force: true, cancel);
        }

        if (token is not null)
        {
            await store.PutAsync(account, token, cancel);
            _held = token;
        }

        return (token, instead);
    }

    private async Task<(PlatformToken? Token, WeChatAnswer? Instead)> FetchAsync(WeChatAccount account, bool force, CancellationToken cancel)
    {
        var at = time.GetUtcNow();
        var body = new JsonObject { ["grant_type"] = "client_credential", ["appid"] = account.AppId, ["secret"] = account.AppSecret, ["force_refresh"] = force };
        var answer = await exchange.SendAsync(HttpMethod.Post, Path, [], body, cancel);
        if (answer is WeChatAnswer.StaleToken { Code: var code })
        {
            // Of this operation the code means that the secret is wrong.
            exchange.TellMistake(Path, code);
            return (null, new WeChatAnswer.Mistake(code));
        }

        return answer is not WeChatAnswer.Ok { Body: var given } ? (null, answer)
            : given.TryGetProperty("access_token", out var token) && given.TryGetProperty("expires_in", out var seconds)
                ? (new PlatformToken(token.GetString()!, at.AddSeconds(seconds.GetInt32())), null)
            : (null, new WeChatAnswer.Retry(null, WeChatErrors.Soon, MayHaveHappened: false));
    }
}
