namespace TalentPass.Core.WeChat;

/// <summary>
/// Sorts the documented <c>errcode</c>s of the operations that this product calls (auth.code2Session, getPhoneNumber,
/// getStableAccessToken, subscribeMessage.send, and WeChat's list of global codes). A code that is not listed is the operator's.
/// </summary>
public static class WeChatErrors
{
    /// <summary>The person has not consented to a subscribe message, or has no consent left (用户拒绝接受消息).</summary>
    public const int NoConsent = 43101;

    /// <summary>A field of a subscribe message is not as its template wants it (模板参数不准确).</summary>
    public const int BadFields = 47003;

    /// <summary>A call that got no answer can be made again after this time.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan _busy = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _minuteQuota = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _dayQuota = TimeSpan.FromHours(1);

    /// <summary>Sorts a code other than 0. Codes that WeChat answers have happened: nothing was done.</summary>
    public static WeChatAnswer Sort(int code) => code switch
    {
        // -1 the system is busy; 43108 two messages to one person at the same moment.
        -1 or 43108 => new WeChatAnswer.Retry(code, _busy, MayHaveHappened: false),
        // 45011 too many calls a minute, 45009 the day's quota.
        45011 => new WeChatAnswer.Retry(code, _minuteQuota, MayHaveHappened: false),
        45009 => new WeChatAnswer.Retry(code, _dayQuota, MayHaveHappened: false),
        // 40001 wrong or replaced, 40014 malformed, 42001 expired.
        40001 or 40014 or 42001 => new WeChatAnswer.StaleToken(code),
        // 40029 no such code, 40163 used before, 40226 blocked as a risk, 40003 no such openid.
        40029 or 40163 or 40226 or 40003 or NoConsent => new WeChatAnswer.Refused(code),
        _ => new WeChatAnswer.Mistake(code),
    };
}
