namespace TalentPass.Core.SignIn;

/// <summary>Ends a WeChat binding, and the sessions that came from it.</summary>
/// <param name="bindings">The bindings.</param>
/// <param name="sessions">The sessions.</param>
/// <param name="rows">Knows whose sessions they are.</param>
public sealed class UnbindWeChat(WeChatBindings bindings, RunSessions sessions, AccountRows rows)
{
    /// <summary>The provider of sign-ins from the mini-program.</summary>
    public const string Provider = "wechat";

    /// <summary>Ends the binding of the caller. <c>not_found</c> when there is none.</summary>
    public async Task<Outcome<Nothing>> RunAsync(Actor actor, CancellationToken cancel)
    {
        if (actor.TalentId is not { } talentId || !await bindings.UnbindAsync(talentId, cancel))
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        await sessions.EndAllAsync(rows.OwnerOf(actor.Account, talentId), SessionEnds.Unbound, each => each.Provider == Provider, cancel);
        return new Nothing();
    }
}
