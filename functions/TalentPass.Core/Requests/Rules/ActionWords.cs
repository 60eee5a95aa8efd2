using static TalentPass.Core.Requests.Rules.RequestMachine;

namespace TalentPass.Core.Requests.Rules;

/// <summary>The words for the actions of officers and applicants.</summary>
internal static class ActionWords
{
    private static readonly Dictionary<string, Bilingual> _actions = new(StringComparer.Ordinal)
    {
        [Claim] = new("认领", "claim"),
        [Release] = new("退回待认领", "release"),
        [Assign] = new("指派", "assign"),
        [Transfer] = new("转办", "transfer"),
        [TransferOut] = new("移送", "hand to an outside authority"),
        [AnswerUrge] = new("答复催办", "answer the urging"),
        [Note] = new("备注", "note"),
        [Accept] = new("受理", "accept"),
        [AcceptTolerant] = new("容缺受理", "accept with papers to follow"),
        [RequestSupplement] = new("要求补正", "ask for what is missing"),
        [NotAccept] = new("不予受理", "do not accept"),
        [Pause] = new("中止计时", "pause the clock"),
        [Resume] = new("恢复计时", "resume the clock"),
        [Extend] = new("延长期限", "extend the time"),
        [Check] = new("核实", "check a point"),
        [Approve] = new("准予", "approve"),
        [Refuse] = new("不予", "refuse"),
        [Confirm] = new("确认", "confirm"),
        [Decline] = new("不同意", "decline"),
        [Deliver] = new("送达", "deliver"),
        [Withdraw] = new("撤回", "withdraw"),
        [Supplement] = new("补正材料", "supply what is missing"),
        [Urge] = new("催办", "urge"),
        [Rating] = new("评价", "rate"),
        [Appeal] = new("申诉", "appeal"),
    };

    /// <summary>The words for an action; its name when there are none.</summary>
    public static Bilingual Of(string action) => _actions.GetValueOrDefault(action) ?? new Bilingual(action, action);

    /// <summary>Several actions in one sentence.</summary>
    public static Bilingual List(IEnumerable<string> actions)
    {
        Bilingual[] words = [.. actions.Distinct().Select(Of)];
        return new Bilingual(string.Join("、", words.Select(each => each.Zh)), string.Join(", ", words.Select(each => each.En)));
    }
}
