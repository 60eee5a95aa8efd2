namespace TalentPass.Core.WeChat;

/// <summary>The city's mini-program at WeChat (小程序账号).</summary>
/// <param name="AppId">The id of the mini-program (AppID).</param>
/// <param name="AppSecret">Its secret (AppSecret). It never leaves calls to WeChat.</param>
public sealed record WeChatAccount(string AppId, string AppSecret)
{
    /// <summary>Returns the id only: the default text of a record would show the secret.</summary>
    public override string ToString() => AppId;
}
