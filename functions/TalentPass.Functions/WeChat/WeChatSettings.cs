using TalentPass.Core.WeChat;

namespace TalentPass.Functions.WeChat;

/// <summary>Configuration section <c>WeChat</c>: the city's mini-program. Without it, nothing of WeChat is used.</summary>
public sealed class WeChatSettings
{
    /// <summary>The id of the mini-program (AppID).</summary>
    public string? AppId { get; set; }

    /// <summary>Its secret (AppSecret).</summary>
    public string? AppSecret { get; set; }

    /// <summary>The address of WeChat's servers. Only a test or a proxy of the city has another one.</summary>
    public string ApiUrl { get; set; } = "https://api.weixin.qq.com";

    internal WeChatAccount? Account =>
        string.IsNullOrEmpty(AppId) || string.IsNullOrEmpty(AppSecret) ? null : new WeChatAccount(AppId, AppSecret);

    internal IEnumerable<string> FindMistakes()
    {
        if (string.IsNullOrEmpty(AppId) != string.IsNullOrEmpty(AppSecret))
        {
            yield return $"WeChat:{(string.IsNullOrEmpty(AppId) ? nameof(AppId) : nameof(AppSecret))} is missing: WeChat needs both its id and its secret.";
        }

        if (AppId is { Length: > 0 } id && !id.All(char.IsAsciiLetterOrDigit))
        {
            yield return "WeChat:AppId may only hold letters and digits.";
        }

        if (!Uri.TryCreate(ApiUrl, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            yield return "WeChat:ApiUrl must be an https address: the secret goes there.";
        }
    }
}
