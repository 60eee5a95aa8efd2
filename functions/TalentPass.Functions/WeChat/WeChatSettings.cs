using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Notifications.Channels;
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

    /// <summary>The form of a notice → the id of the template of its subscribe messages. All forms, or none.</summary>
    public Dictionary<string, string> Templates { get; } = new(StringComparer.Ordinal);

    /// <summary>The mini-program that a message opens: <c>formal</c>, <c>trial</c> or <c>developer</c>.</summary>
    public string MessageState { get; set; } = "formal";

    internal WeChatMessages Messages => new(Templates, MessageState);

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

        if (Templates.Keys.Except(NoticeForms.All).FirstOrDefault() is { } unknown)
        {
            yield return $"WeChat:Templates:{unknown} is none of {string.Join(", ", NoticeForms.All)}.";
        }
        else if (Templates.Count > 0 && NoticeForms.All.FirstOrDefault(each => string.IsNullOrEmpty(Templates.GetValueOrDefault(each))) is { } missing)
        {
            yield return $"WeChat:Templates:{missing} is missing: every form of notices needs its template.";
        }

        if (MessageState is not ("formal" or "trial" or "developer"))
        {
            yield return $"WeChat:MessageState is '{MessageState}', which is none of formal, trial, developer.";
        }
    }
}
