using System.Text.Json;

namespace TalentPass.Core.WeChat;

/// <summary>What a call to WeChat's servers came to (微信服务端接口). None of it holds a secret.</summary>
public abstract record WeChatAnswer
{
    private WeChatAnswer()
    {
    }

    /// <summary>WeChat did what it was asked.</summary>
    /// <param name="Body">The answer, a JSON object.</param>
    public sealed record Ok(JsonElement Body) : WeChatAnswer;

    /// <summary>Nothing is wrong with the call; it can be made again later.</summary>
    /// <param name="Code">WeChat's <c>errcode</c>; null when there was no answer, or one that is not WeChat's JSON.</param>
    /// <param name="After">How long to wait at least.</param>
    /// <param name="MayHaveHappened">
    /// Whether WeChat may have done what it was asked, because the call was sent and its answer is missing. Who must not do it twice
    /// does not call again then.
    /// </param>
    public sealed record Retry(int? Code, TimeSpan After, bool MayHaveHappened) : WeChatAnswer;

    /// <summary>The person's side refuses: the code was used, the consent is missing, the openid is none. The same call never succeeds.</summary>
    /// <param name="Code">WeChat's <c>errcode</c>.</param>
    public sealed record Refused(int Code) : WeChatAnswer;

    /// <summary>Only an operator can mend it, such as a wrong secret or a template that does not exist. The log has told of it.</summary>
    /// <param name="Code">WeChat's <c>errcode</c>; 0 for an answer without one.</param>
    public sealed record Mistake(int Code) : WeChatAnswer;

    /// <summary>The app has no WeChat account (section <c>WeChat</c> of the settings). Nothing was called.</summary>
    public sealed record Off : WeChatAnswer
    {
        /// <summary>The only instance.</summary>
        public static Off Value { get; } = new();
    }

    /// <summary>The platform's access token is not accepted (any more). Only the client sees it, and renews the token.</summary>
    /// <param name="Code">WeChat's <c>errcode</c>.</param>
    internal sealed record StaleToken(int Code) : WeChatAnswer;
}
