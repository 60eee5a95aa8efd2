using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Requests.Rules;

/// <summary>Says why an action is not possible now: how the request stands, what is in the way, and what is possible instead.</summary>
internal static class RefusalWords
{
    // What is in the way when the state allows the action and this condition does not hold.
    private static readonly Dictionary<RequestGuards, Bilingual> _inTheWay = new()
    {
        [RequestGuards.Unclaimed] = new("已有人认领", "somebody has claimed it"),
        [RequestGuards.UnclaimedOrMine] = new("已由同事认领，由认领人办理", "a colleague has claimed it and handles it"),
        [RequestGuards.Held] = new("不是由您认领的", "you have not claimed it"),
        [RequestGuards.InReceiptTime] = new("告知的期限已过，自收到之日起即为受理", "the time to say so is over: it counts as accepted from the day of receipt"),
        [RequestGuards.Running] = new("计时已中止，请先恢复计时", "the clock is paused; resume it first"),
        [RequestGuards.Paused] = new("计时没有中止", "the clock is not paused"),
        [RequestGuards.Pausable] = new("该事项不能中止，或者期限已过", "it cannot be paused, or its date has passed"),
        [RequestGuards.Extendable] = new("不能延期，已延过期，或者期限已过", "it cannot be extended, was extended before, or its date has passed"),
        [RequestGuards.Unasked] = new("已要求补正过一次，须一次性告知", "the supplement was asked for already, and may be asked for once"),
        [RequestGuards.Supplied] = new("申请人尚未补齐", "the applicant has not supplied everything yet"),
        [RequestGuards.Unsupplied] = new("没有待补的内容，或者补正期限已过", "nothing is wanted, or the time to supply it is over"),
        [RequestGuards.Urged] = new("没有待答复的催办", "no urging waits for an answer"),
        [RequestGuards.Appealable] = new("该决定不能申诉，或者已申诉过", "its decision cannot be appealed, or was appealed before"),
        [RequestGuards.Filed] = new("差评整改办件须在本部门办结", "the case after a bad rating has to be ended here"),
        [RequestGuards.WindowClosed] = new("报名窗口尚未截止", "its filing window has not closed"),
        [RequestGuards.Awaiting] = new("没有待复核的事项", "nothing waits for a second person"),
    };

    /// <summary>The sentence for people.</summary>
    /// <param name="request">The request as it stands.</param>
    /// <param name="action">The action that is not possible.</param>
    /// <param name="unmet">The first condition that does not hold; null when the state itself does not allow the action.</param>
    /// <param name="allowed">What this caller may do instead.</param>
    public static Bilingual Sentence(RequestCase request, string action, RequestGuards? unmet, IReadOnlyList<string> allowed)
    {
        var (state, verb, instead) = (StateWords.Of(request.PublishedState()), ActionWords.Of(action), ActionWords.List(allowed));
        var way = unmet is { } guard ? _inTheWay.GetValueOrDefault(guard) : null;
        return new Bilingual(
            $"办件现为“{state.Zh}”{(way is null ? "" : $"，{way.Zh}")}，不能“{verb.Zh}”。{(allowed.Count == 0 ? "目前没有您可办的操作。" : $"现在可以：{instead.Zh}。")}",
            $"The request is {state.En}{(way is null ? "" : $", and {way.En}")}; this is not possible now: {verb.En}. {(allowed.Count == 0 ? "There is nothing you can do at the moment." : $"Possible now: {instead.En}.")}");
    }
}
