using System.Globalization;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Talents.Eligibility;
using static TalentPass.Core.Requests.Rules.RequestMachine;

namespace TalentPass.Core.Requests.Views;

/// <summary>
/// The texts that the product itself writes into a request's history. The rows hold codes; the texts are chosen in the reader's
/// language.
/// </summary>
internal static class RequestWords
{
    private static readonly Dictionary<string, Bilingual> _steps = new(StringComparer.Ordinal)
    {
        [Recount] = new("国务院公布新年度放假安排，期限已重新计算。", "The State Council has published the year's calendar; the dates were counted again."),
        [Told] = new("已告知申请人，补正期限自告知之日起计算。", "The applicant has been told; the time to supply counts from this day."),
        [DeemedAccept] = new("逾期未告知，自收到申请之日起即为受理。", "Nothing was said in time: it counts as accepted from the day it was received."),
        [DeemedWithdraw] = new("逾期未补正，视为撤回申请。", "The supplement did not come in time; the request counts as withdrawn."),
        [RevokeAcceptance] = new("逾期未补齐容缺材料，撤销受理。", "The missing papers did not come in time; the acceptance is revoked."),
        [InviteRating] = new("请对本次服务作出评价。", "Please rate this service."),
        [Yellow] = new("剩余时间不足五分之一。", "A fifth of the time is left."),
        [UrgeOverdue] = new("催办逾期未答复。", "The urging was not answered in time."),
        [BundleStart] = new("前一事项已办成，本事项启动。", "The matter before has succeeded; this one starts."),
        [BundlePaper] = new("为同一件事其他事项提交的材料，本事项已一并收到。", "A paper that came for another matter of the bundle is here as well."),
        [BundleRevive] = new("前一事项申诉成立，本事项以新编号继续办理。", "The appeal of the matter before was won; this one goes on under a new number."),
        [BundleEnd] = new("前一事项未办成，本事项终止。", "The matter before did not succeed; this one ends."),
    };

    private static readonly Bilingual _acceptedFromSupply = new(
        "逾期未告知，自收到补正材料之日起即为受理。", "Nothing was said in time: it counts as accepted from the day the supplement was received.");

    private static readonly Bilingual _acceptedFromStart = new(
        "逾期未告知，自本事项启动之日起即为受理。", "Nothing was said in time: it counts as accepted from the day it was started.");

    private static readonly Dictionary<string, Bilingual> _slips = new(StringComparer.Ordinal)
    {
        ["blue"] = new("蓝色督办单", "Blue slip of supervision"),
        ["orange"] = new("橙色督办单", "Orange slip of supervision"),
        ["red"] = new("红色督办单", "Red slip of supervision"),
    };

    /// <summary>
    /// The reason of a decision. A reason from a timer or a bundle is stored as the name of the action and translated here.
    /// </summary>
    public static string Reason(string reason, bool english) => _steps.TryGetValue(reason, out var text) ? text.In(english) : reason;

    /// <summary>When the time limits of a round begin and when it is decided; for a late filing, that it goes with the next round.</summary>
    public static Bilingual Round(FilingRound round)
    {
        var (opens, closes, from) = (Day(round.Opens), Day(round.Closes), Day(round.DecidedFrom));
        return round.IsLate
            ? new(
                $"本年度报名窗口已截止，本申请转入下一窗口（{opens}至{closes}）办理；期限自{closes}起计算，{from}起作出决定。",
                $"This year's filing window has closed; the request goes with the next one, {opens} to {closes}. The time limits count from {closes}; decisions are made from {from} on.")
            : new(
                $"本申请随报名窗口（{opens}至{closes}）办理；期限自{closes}起计算，{from}起作出决定。",
                $"The request goes with the filing window of {opens} to {closes}. The time limits count from {closes}; decisions are made from {from} on.");

        static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>The text of a step.</summary>
    public static string? Note(TimelineEvent step, RequestCase request, ServiceItem service, bool english) => step.Action switch
    {
        Slip => _slips.GetValueOrDefault(step.Note ?? "")?.In(english) ?? step.Note,
        DeemedAccept when request.Course.Supplement is { SuppliedAt: not null } => _acceptedFromSupply.In(english),
        DeemedAccept when request.Course.StartedAt is not null => _acceptedFromStart.In(english),
        Approve or Confirm when step.State == RequestState.Approved.Name() && request.Course.Decision is { } decision => string.Join(
            '\n', new[] { DecisionWords.Line(decision, service, english), step.Note }.OfType<string>()),
        AcceptTolerant => string.Join('\n', request.Course.Gaps!.Missing.Select(each => service.Material(each)?.Title.In(english) ?? each)),
        Check => Ticked(step, service).In(english),
        _ => _steps.TryGetValue(step.Action, out var text) ? text.In(english) : step.Note,
    };

    private static Bilingual Ticked(TimelineEvent step, ServiceItem service)
    {
        var (point, met, note) = RequestPoints.Read(step.Note);
        var ((zh, en), more) = (FilingPoints.TextOf(service, point), note is null ? "" : $"\n{note}");
        return new Bilingual($"{(met ? "符合" : "不符合")}：{zh}{more}", $"{(met ? "Met" : "Not met")}: {en}{more}");
    }
}
