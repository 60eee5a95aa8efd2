using System.Text.Json.Nodes;
using TalentPass.Core.Storage;

namespace TalentPass.Core.WeChat;

/// <summary>Calls WeChat's server operations for the city's mini-program.</summary>
/// <param name="account">The account; null when the app has none.</param>
/// <param name="exchange">Makes the calls.</param>
/// <param name="tokens">The platform's access token.</param>
public sealed class WeChatClient(WeChatAccount? account, WeChatExchange exchange, PlatformTokens tokens)
{
    // WeChat accepted no token twice: somebody else renews it, or it takes the app's address for a stranger's.
    private static readonly TimeSpan _quarrel = TimeSpan.FromMinutes(1);

    /// <summary>Whether the app has a WeChat account.</summary>
    public bool IsOn => account is not null;

    /// <summary>
    /// Calls an operation with the platform's access token, by POST. A token that WeChat no longer accepts is renewed once. Storage is
    /// called only when the token is renewed.
    /// </summary>
    /// <param name="path">The path, e.g. <c>/cgi-bin/message/subscribe/send</c>.</param>
    /// <param name="body">The body.</param>
    /// <param name="cancel">Stops the call.</param>
    /// <exception cref="StorageException">Storage is not available.</exception>
    public async Task<WeChatAnswer> CallAsync(string path, JsonObject body, CancellationToken cancel)
    {
        if (account is null)
        {
            return WeChatAnswer.Off.Value;
        }

        WeChatAnswer.StaleToken? refused = null;
        for (string? stale = null; ;)
        {
            var (token, instead) = await tokens.CurrentAsync(account, stale, cancel);
            if (token is null)
            {
                // Only the token was asked for, so the operation itself has not happened.
                return instead is WeChatAnswer.Retry retry ? retry with { MayHaveHappened = false } : instead!;
            }

            var answer = await exchange.SendAsync(HttpMethod.Post, path, [new("access_token", token.Value)], body, cancel);
            if (answer is not WeChatAnswer.StaleToken old)
            {
                return answer;
            }

            if (refused is not null)
            {
                exchange.TellMistake(path, old.Code);
                return new WeChatAnswer.Retry(old.Code, _quarrel, MayHaveHappened: false);
            }

            (refused, stale) = (old, token.Value);
        }
    }

    /// <summary>
    /// Calls an operation that takes the account's id and secret instead of a token, by GET, e.g. <c>/sns/jscode2session</c>. No storage
    /// call.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <param name="query">The names and values of the query, besides <c>appid</c> and <c>secret</c>.</param>
    /// <param name="cancel">Stops the call.</param>
    public async Task<WeChatAnswer> AskAsync(string path, IReadOnlyCollection<KeyValuePair<string, string>> query, CancellationToken cancel)
    {
        if (account is null)
        {
            return WeChatAnswer.Off.Value;
        }

        var answer = await exchange.SendAsync(HttpMethod.Get, path, [new("appid", account.AppId), new("secret", account.AppSecret), .. query], null, cancel);
        if (answer is not WeChatAnswer.StaleToken { Code: var code })
        {
            return answer;
        }

        // No token was shown, so the code is about the secret.
        exchange.TellMistake(path, code);
        return new WeChatAnswer.Mistake(code);
    }
}
