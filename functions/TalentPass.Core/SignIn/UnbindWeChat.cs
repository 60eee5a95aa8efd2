using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Bindings;

namespace TalentPass.Core.SignIn;

/// <summary>Ends a WeChat binding, and the sessions that came from it.</summary>
/// <param name="bindings">The bindings.</param>
/// <param name="sessions">The sessions.</param>
/// <param name="rows">Knows whose sessions they are.</param>
/// <param name="ledger">Tells the person.</param>
/// <param name="time">The clock.</param>
public sealed class UnbindWeChat(WeChatBindings bindings, RunSessions sessions, AccountRows rows, NoticeLedger ledger, TimeProvider time)
{
    /// <summary>The provider of sign-ins from the mini-program.</summary>
    public const string Provider = "wechat";

    /// <summary>Ends the binding of the caller. <c>not_found</c> when there is none.</summary>
    public async Task<Outcome<Nothing>> RunAsync(Actor actor, CancellationToken cancel)
    {
        Notification? told = null;
        if (actor.TalentId is not { } talentId || !await bindings.UnbindAsync(talentId, cancel, Tell))
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        await ledger.RingAsync(told!);
        await sessions.EndAllAsync(rows.OwnerOf(actor.Account, talentId), SessionEnds.Unbound, each => each.Provider == Provider, cancel);
        return new Nothing();

        void Tell(Transaction change) => told = ledger.Add(change, talentId, null, new NoticeContent(NoticeKinds.WeChatUnbound, time.GetUtcNow()));
    }
}
