using System.Text.RegularExpressions;

namespace TalentPass.Functions.Tests.Requests.Rules;

/// <summary>
/// The rules for the life of a request: which action is allowed, for whom and when. They are written from the law and the
/// city's rules, not from the app's code. The tests compare the app's own state table with them, and random walks are checked
/// against them. An action that is not listed here is not allowed.
/// </summary>
internal static partial class RequestLife
{
    // Format: "in <states>", then one line for each action: the action, who may do it, the next state, further conditions, --
    // the reason.
    private const string Written = """
        in waiting
          withdraw            talent            ended: withdrawn
          bundle:start        clock             submitted             by bundle                                        -- 浙规 5(3): serial parts start at the completion before
          bundle:end          clock             ended: terminated     by bundle
          bundle:paper        clock             stays                 by bundle                                        -- 浙规 7: a paper is handed in once

        in submitted, supplement wanted, accepted tolerant, in review, approved, refused
          claim               desk              stays                 unclaimed

        in accepted
          claim               desk              in review             unclaimed                                        -- who takes it takes up the review

        in submitted, supplement wanted, accepted, accepted tolerant, in review, approved, refused
          release             desk, supervisor  stays                 held
          assign              desk, supervisor  stays                 unclaimed or mine
          note                desk, supervisor  stays
          answer-urge         desk, supervisor  stays                 unclaimed or mine, urged                         -- an urging must be answered
          timer:recount       clock             stays                 on its day                                       -- the calendar of the year has come
          timer:urge-overdue  clock             stays                 on its day

        in submitted, supplement wanted, accepted, accepted tolerant, in review
          transfer            desk, supervisor  stays                 unclaimed or mine                                -- 转办 keeps number, history and clocks
          transfer-out        desk              ended: transferred out  unclaimed or mine, filed
          check               desk              stays                 unclaimed or mine                                -- what the data on record does not answer
          bundle:paper        clock             stays                 by bundle

        in supplement wanted, accepted tolerant
          timer:told          clock             stays                 by telling                                       -- a guest is told later than it is written

        in submitted, accepted, accepted tolerant, in review, approved, refused
          urge                talent            stays                                                                  -- 催办; not while the applicant is waited for
          timer:yellow        clock             stays                 on its day                                       -- 督办
          timer:slip          clock             stays                 on its day

        in submitted
          accept              desk              accepted              unclaimed or mine
          accept-tolerant     desk              accepted tolerant     unclaimed or mine, in receipt time               -- 浙规 11(2)
          request-supplement  desk              supplement wanted     unclaimed or mine, in receipt time, unasked      -- 许可法 32(4): everything, once, within 5 days
          not-accept          desk              ended: not accepted   unclaimed or mine, in receipt time               -- 许可法 32(2)
          withdraw            talent            ended: withdrawn      in receipt time                                  -- only before acceptance
          timer:deemed-accept  clock            accepted              on its day                                       -- 许可法 32(4): silence accepts

        in supplement wanted
          supplement          talent, hall      submitted             unsupplied                                       -- at a counter, for the person there
          withdraw            talent            ended: withdrawn      unsupplied
          timer:deemed-withdraw  clock          ended: deemed withdrawn  on its day                                    -- 浙规 11(3)

        in accepted tolerant
          supplement          talent, hall      stays                 unsupplied
          accept              desk              in review             unclaimed or mine, supplied
          not-accept          desk              ended: acceptance revoked  unclaimed or mine, supplied                 -- 浙规 11(2): supplied and still wrong
          timer:revoke-acceptance  clock        ended: acceptance revoked  on its day                                  -- 浙规 11(2): overdue

        in accepted, in review
          pause               desk              stays                 unclaimed or mine, running, pausable             -- 许可法 45
          resume              desk              stays                 unclaimed or mine, paused
          extend              desk              stays                 unclaimed or mine, running, extendable           -- 许可法 42: once; proposed
          approve             desk              approved              unclaimed or mine, running, window closed, in time
          approve             desk              stays                 unclaimed or mine, running, window closed, late                 -- proposed
          refuse              desk              refused               unclaimed or mine, running, window closed, in time              -- 许可法 38
          refuse              desk              stays                 unclaimed or mine, running, window closed, late                 -- proposed
          confirm             desk, supervisor  stays                 extendable, awaiting extension, second person    -- 许可法 42: with an approver
          confirm             desk, supervisor  approved              running, awaiting approval, second person
          confirm             desk, supervisor  refused               running, awaiting refusal, second person         -- 许可法 38
          decline             desk, supervisor  stays                 awaiting

        in approved, refused
          deliver             desk              delivered             unclaimed or mine                                -- 许可法 44

        in delivered
          rating              talent            rated                                                                  -- 好差评: once, voluntary
          timer:invite-rating  clock            stays                 on its day                                       -- three days after closing

        in ended
          bundle:revive       clock             stays                 by bundle                                        -- the appeal was won

        in refused, delivered, rated, ended
          appeal              talent            stays                 appealable                                       -- a new, linked case; never against what is final (出境入境管理法 36)
        """;

    /// <summary>All rules. When a state has several for an action, only one of them can hold.</summary>
    public static IReadOnlyList<LifeLine> Lines { get; } = [.. Read()];

    /// <summary>All verbs that people can use, in no order. Actions of the clock are not included.</summary>
    public static IReadOnlyList<string> Verbs { get; } = [.. Lines.Where(line => !line.Who.Contains("clock")).Select(line => line.Action).Distinct()];

    /// <summary>All verbs that a desk can use.</summary>
    public static IReadOnlyList<string> DeskVerbs { get; } = [.. Lines.Where(line => line.Who.Contains("desk")).Select(line => line.Action).Distinct()];

    private static IEnumerable<LifeLine> Read()
    {
        string[] states = [];
        foreach (var row in Written.Split('\n').Select(row => row.Split("--")[0].TrimEnd()).Where(row => row.Length > 0))
        {
            if (row.StartsWith("in ", StringComparison.Ordinal))
            {
                states = row[3..].Split(", ");
                continue;
            }

            var cells = Gap().Split(row.Trim());
            foreach (var state in states)
            {
                var ends = cells[2].StartsWith("ended: ", StringComparison.Ordinal) ? cells[2]["ended: ".Length..] : null;
                var to = ends is not null ? "ended" : cells[2] == "stays" ? state : cells[2];
                yield return new LifeLine(state, cells[0], cells[1].Split(", "), to, ends, cells.Length > 3 ? cells[3].Split(", ") : []);
            }
        }
    }

    [GeneratedRegex(" {2,}")]
    private static partial Regex Gap();
}

/// <summary>The rule for one action in one state.</summary>
/// <param name="From">The state, in words.</param>
/// <param name="Action">The verb.</param>
/// <param name="Who">Who may do the action: desk, supervisor, talent, hall or clock.</param>
/// <param name="To">The state after the action.</param>
/// <param name="Ending">The ending, if the action ends the request; otherwise null.</param>
/// <param name="Only">Further conditions. All of them must hold.</param>
internal sealed record LifeLine(string From, string Action, IReadOnlyList<string> Who, string To, string? Ending, IReadOnlyList<string> Only)
{
    /// <summary>The state or the ending, with the name that the API uses.</summary>
    public string Published => (Ending ?? To).Replace(' ', '_');

    /// <summary>The rule as text, for comparison.</summary>
    public override string ToString() =>
        $"{From}: {Action} by {string.Join(", ", Who.Order(StringComparer.Ordinal))} leads to {(Ending is null ? To : $"ended: {Ending}")}"
        + (Only.Count == 0 ? "" : $" only when {string.Join(", ", Only.Order(StringComparer.Ordinal))}");
}
