using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Store;
using static TalentPass.Core.Requests.Rules.RequestMachine;

namespace TalentPass.Core.Tests.Requests.Store;

/// <summary>Whatever steps a case takes and however long their texts are, storage takes its rows, and it comes to its end.</summary>
public sealed class When_a_case_grows
{
    private static readonly string[] _texts = ["a", Text("李"), Text("𬭎"), Text("\""), Text("<"), Text("\n")];
    private static readonly TimeSpan[] _waits = [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromHours(30), TimeSpan.FromDays(9)];

    [Fact]
    public void Any_steps_at_any_length_fit_into_its_rows()
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var (random, walk) = (new SeededRandom(seed), new CaseWalk());
            for (var turn = 0; turn < 150 && walk.Possible is { Count: > 0 } possible; turn++)
            {
                var (action, actor) = possible[random.Next(possible.Count)];
                // What ends a case is left for later, so that it grows.
                if (turn >= 130 || action is not (Withdraw or TransferOut or NotAccept or DeemedWithdraw or Approve or Refuse or Confirm or RevokeAcceptance))
                {
                    walk.Do(action, _texts[random.Next(_texts.Length)], actor);
                }

                walk.Wait(_waits[random.Next(_waits.Length)]);
            }
        }
    }

    // The largest row that there can be: the longest steps that it holds itself, three versions of the longest answers, the
    // longest demand, and every other text at its longest.
    [Fact]
    public void The_largest_case_comes_to_its_end()
    {
        var walk = new CaseWalk();
        Did(walk, Claim, "");
        for (var note = 0; note < 60; note++)
        {
            Did(walk, Note, Text("李"));
        }

        Did(walk, RequestSupplement, Text("𬭎"));
        Did(walk, Supplement, "");
        Did(walk, Urge, Text("𬭎"));
        Did(walk, AnswerUrge, Text("𬭎"));
        Did(walk, AcceptTolerant, "");
        Did(walk, Supplement, "");
        Did(walk, Accept, Text("李"));
        for (var pause = 0; pause < CaseBudget.MostPauses; pause++)
        {
            Did(walk, Pause, Text("李"));
            Did(walk, Resume, Text("李"));
        }

        Assert.Equal(RefusalCodes.CaseFull, walk.Do(Pause, "a"));
        Extended(walk);
        Did(walk, Refuse, Text("𬭎"));
        Did(walk, Deliver, Text("𬭎"));
        Did(walk, Rating, Text("𬭎"));
        Did(walk, Appeal, Text("𬭎"));
        // The bound is no idle one: the row comes close to it.
        Assert.InRange(walk.Size, RequestStore.MostRowBytes * 4L / 5, RequestStore.MostRowBytes);
    }

    [Fact]
    public void A_full_case_refuses_what_can_be_repeated_and_nothing_else()
    {
        var walk = new CaseWalk();
        Did(walk, Claim, "");
        while (walk.Do(Note, Text("𬭎")) is not RefusalCodes.CaseFull)
        {
        }

        Did(walk, Note, "a");
        Assert.Equal(RefusalCodes.CaseFull, walk.Do(Urge, Text("𬭎")));
        Did(walk, RequestSupplement, Text("𬭎"));
        Assert.Equal(RefusalCodes.CaseFull, walk.Do(Note, "a"));
        Did(walk, Supplement, "");
        Did(walk, Accept, Text("𬭎"));
        while (walk.Do(Assign, Text("𬭎")) is not RefusalCodes.CaseFull)
        {
        }

        Assert.Equal(RefusalCodes.CaseFull, walk.Do(Release, Text("𬭎")));
        Assert.Equal(RefusalCodes.CaseFull, walk.Do(Transfer, Text("𬭎")));
        Assert.Equal(RefusalCodes.CaseFull, walk.Do(Extend, Text("𬭎")));
        Did(walk, Refuse, Text("𬭎"));
        Did(walk, Deliver, Text("𬭎"));
        Did(walk, Rating, Text("𬭎"));
        Did(walk, Appeal, Text("𬭎"));
    }

    [Fact]
    public void A_row_of_before_is_read_and_goes_on()
    {
        var walk = new CaseWalk();
        Did(walk, Note, "李<𬭎");
        Did(walk, RequestSupplement, "李<𬭎");
        var before = walk.Case;
        walk.MakeOld(walk.Steps);

        Assert.Equal(before.Course.Supplement!.Items, walk.Case.Course.Supplement!.Items);
        Assert.Equal(before.TextBytes, walk.Case.TextBytes);
        Did(walk, Supplement, "");
        Did(walk, Accept, "");
        Did(walk, Refuse, Text("𬭎"));
        Assert.Equal(before.Course.Supplement!.Items, walk.Case.Course.Supplement!.Items);
    }

    // With escapes, 80 of the longest notes filled a row. Its further steps are in rows of their own.
    [Fact]
    public void A_row_that_was_filled_before_has_room_for_its_end()
    {
        var walk = new CaseWalk();
        Did(walk, Claim, "");
        while (walk.Steps.Count < 60)
        {
            Did(walk, Note, Text("𬭎"));
        }

        walk.MakeOld(walk.Steps);
        while (walk.Size < RequestStore.MostRowBytes - 60_000)
        {
            Did(walk, Note, Text("李"));
        }

        var full = walk.Size;
        Did(walk, Note, Text("李"));
        Did(walk, Accept, "");
        Extended(walk);
        Did(walk, Refuse, Text("𬭎"));
        Did(walk, Deliver, Text("𬭎"));
        Did(walk, Rating, Text("𬭎"));
        Did(walk, Appeal, Text("𬭎"));
        Assert.True(walk.Size > full);
    }

    private static string Text(string character) => string.Concat(Enumerable.Repeat(character, 1_000));

    private static void Extended(CaseWalk walk)
    {
        Did(walk, Extend, Text("𬭎"));
        Assert.Null(walk.Do(Confirm, "", CaseWalk.Second));
    }

    private static void Did(CaseWalk walk, string action, string text)
    {
        var refused = walk.Do(action, text);
        Assert.True(refused is null, $"{action}: {refused}");
    }
}
