using TalentPass.Core.Casework.Commits;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using static TalentPass.Core.Tests.Requests.FiledRequest;

namespace TalentPass.Core.Tests.Casework.Commits;

public sealed class StepNoticesTests
{
    /// <summary>What the lines of the table tell that must tell something, by action and published state after it.</summary>
    private static readonly Dictionary<(string Action, string To), string> _told = new()
    {
        [("accept", "accepted")] = "accepted",
        [("not-accept", "not_accepted")] = "not-accepted",
        [("not-accept", "acceptance_revoked")] = "acceptance-revoked",
        [("approve", "approved")] = "approved",
        [("refuse", "refused")] = "refused",
        [("confirm", "approved")] = "approved",
        [("confirm", "refused")] = "refused",
        [("confirm", "accepted")] = "extended",
        [("confirm", "in_review")] = "extended",
    };

    private static readonly Dictionary<string, string> _toldAnywhere = new()
    {
        ["transfer"] = "transferred",
        ["transfer-out"] = "transferred-out",
        ["answer-urge"] = "urge-answered",
        ["accept-tolerant"] = "accepted-tolerant",
        ["request-supplement"] = "supplement-requested",
        ["pause"] = "paused",
        ["deliver"] = "delivered",
        ["appeal"] = "appeal-opened",
        ["timer:recount"] = "recounted",
        ["timer:deemed-accept"] = "deemed-accepted",
        ["timer:deemed-withdraw"] = "deemed-withdrawn",
        ["timer:revoke-acceptance"] = "acceptance-revoked",
        ["timer:invite-rating"] = "rating-invited",
        ["bundle:start"] = "bundle-started",
        ["bundle:end"] = "bundle-ended",
        ["bundle:revive"] = "bundle-revived",
        ["bundle:paper"] = "bundle-paper",
    };

    [Fact]
    public void Each_line_that_must_tell_has_a_kind_and_no_other_line_has_one() => Assert.All(RequestMachine.Table, line =>
    {
        var kind = StepNotices.KindOf(line.Action, line.Ending?.Name() ?? line.To.Name());
        Assert.True((line.MustTell is null) == (kind is null), $"{line.Action} in {line.From} tells '{kind}', and must tell '{line.MustTell}'");
    });

    [Fact]
    public void Each_line_tells_what_it_means() => Assert.All(RequestMachine.Table.Where(each => each.MustTell is not null), line =>
    {
        var to = line.Ending?.Name() ?? line.To.Name();
        Assert.Equal(_told.GetValueOrDefault((line.Action, to)) ?? _toldAnywhere.GetValueOrDefault(line.Action), StepNotices.KindOf(line.Action, to));
    });

    [Fact]
    public void Each_kind_of_a_request_is_told_by_some_line() => Assert.Equal(
        NoticeKinds.All.Except([NoticeKinds.WeChatBound, NoticeKinds.WeChatUnbound]).Order(StringComparer.Ordinal),
        RequestMachine.Table.Select(line => StepNotices.KindOf(line.Action, line.Ending?.Name() ?? line.To.Name())).OfType<string>().Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_words_of_an_officer_are_told_and_those_of_the_applicant_are_not_told_back()
    {
        var asked = In(RequestState.SupplementWanted, Received().Stop(), new() { Supplement = new([], March(9), Provisional: true) });
        var content = StepNotices.Of(Said(asked, RequestMachine.RequestSupplement, Officer, new string('字', 1_001)))!;
        Assert.Equal(("supplement-requested", March(9), true, 3), (content.Kind, content.Due, content.Provisional, content.Seq));
        Assert.Equal($"{new string('字', 1_000)}…", content.Note);
        Assert.Null(StepNotices.Of(Said(In(RequestState.Delivered, course: new() { AppealedAs = "N" }), RequestMachine.Appeal, Talent, "不服"))!.Note);
        Assert.Equal("N", StepNotices.Of(Said(In(RequestState.Delivered, course: new() { AppealedAs = "N" }), RequestMachine.Appeal, Talent, "不服"))!.NewNumber);
        Assert.False(content.Outside);
    }

    [Fact]
    public void A_note_is_not_cut_through_a_sign() =>
        Assert.Equal($"{new string('a', 999)}…", StepNotices.Of(Said(In(RequestState.Accepted), RequestMachine.Transfer, Officer, $"{new string('a', 999)}😀b"))!.Note);

    [Fact]
    public void A_guest_is_told_outside_of_the_app()
    {
        var guest = In(RequestState.Accepted, course: new() { Filing = new FilingFact("v1", Guest: new GuestFact("330900", new Bilingual("舟山", "Zhoushan"))) });
        Assert.True(StepNotices.Of(Said(guest, RequestMachine.Accept, Officer, null))!.Outside);
    }

    [Fact]
    public void Missing_papers_are_told_at_a_tolerant_acceptance_alone()
    {
        var course = new RequestCourse { Gaps = new GapsFact(["lease"], March(20)) };
        Assert.Equal(["lease"], StepNotices.Of(Said(In(RequestState.AcceptedTolerant, course: course), RequestMachine.AcceptTolerant, Officer, null))!.Missing);
        Assert.Empty(StepNotices.Of(Said(In(RequestState.AcceptedTolerant, course: course), RequestMachine.Transfer, Officer, null))!.Missing);
    }

    [Fact]
    public void The_id_of_a_step_is_the_id_of_its_notice()
    {
        var step = Said(In(RequestState.Accepted), RequestMachine.Accept, Officer, null);
        Assert.Equal(NoticeRows.Id(step.Event.At, StepNotices.NameOf(step.After.Ref, step.Event.Seq)), StepNotices.IdOf(step.After.Ref, step.Event));
        Assert.True(NoticeRows.IsId(StepNotices.IdOf(step.After.Ref, step.Event)));
    }

    private static RequestStep Said(RequestCase after, string action, Actor actor, string? note) =>
        new(null, after with { Timeline = [new TimelineEvent(3, At(3), action, actor.Account, actor.Roles.ToString(), after.Department, after.PublishedState(), note, null)] });
}
