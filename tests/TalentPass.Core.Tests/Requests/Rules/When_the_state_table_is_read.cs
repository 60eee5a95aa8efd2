using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Tests.Structure;
using TalentPass.Functions.Tests.Requests.Rules;

namespace TalentPass.Core.Tests.Requests.Rules;

/// <summary>
/// Checks that the state table in the README of Requests is equal to the table of <see cref="RequestMachine"/>, and that
/// the table follows its rules.
/// </summary>
public sealed partial class When_the_state_table_is_read
{
    private static readonly string _docs = File
        .ReadAllText(Path.Combine(CoreFolders.Repository, "functions", "TalentPass.Core", "Requests", "README.md")).ReplaceLineEndings("\n");

    private static readonly RequestGuards[] _exclusive =
        [RequestGuards.InTime, RequestGuards.Late, RequestGuards.AwaitingExtension, RequestGuards.AwaitingApproval, RequestGuards.AwaitingRefusal];

    private readonly IReadOnlyList<Transition> _table = RequestMachine.Build();

    [Fact]
    public void The_docs_show_it_as_the_code_has_it()
    {
        var shown = TableInDocs().Match(_docs).Groups["rows"].Value;
        Assert.True(shown == Render(), $"functions/TalentPass.Core/Requests/README.md should have these rows:\n{Render()}");
    }

    [Fact]
    public void It_is_what_the_law_and_the_city_say()
    {
        string[] app = [.. _table.Select(each => InWords(each).ToString())];
        string[] law = [.. RequestLife.Lines.Select(each => each.ToString())];
        string[] differences = [.. law.Except(app).Select(line => $"only in the law: {line}"), .. app.Except(law).Select(line => $"only in the app: {line}")];
        Assert.True(differences.Length == 0, string.Join('\n', differences));
        Assert.Equal(law.Length, app.Length);
    }

    [Fact]
    public void A_state_has_two_lines_for_one_action_only_where_their_guards_exclude_each_other() =>
        Assert.All(_table.GroupBy(each => (each.From, each.Action)).Where(lines => lines.Count() > 1), lines => Assert.All(
            lines, line => Assert.Single(_exclusive, each => line.Guard.HasFlag(each) && lines.Count(other => other.Guard.HasFlag(each)) == 1)));

    [Fact]
    public void A_terminal_state_is_never_left() =>
        Assert.All(
            _table.Where(each => each.From is RequestState.Rated or RequestState.Ended),
            each => Assert.Equal(each.From, each.To));

    [Fact]
    public void Only_an_ending_leads_to_the_end_and_it_is_named() =>
        Assert.All(_table.Where(each => each.From != each.To), each => Assert.Equal(each.To == RequestState.Ended, each.Ending is not null));

    [Fact]
    public void The_table_in_use_is_the_one_that_is_read_here() => Assert.Equal(_table, RequestMachine.Table);

    [Fact]
    public void A_desk_has_these_verbs_and_no_others() => Assert.Equal(
        ["claim", "release", "assign", "transfer", "transfer-out", "answer-urge", "note", "accept", "accept-tolerant", "request-supplement", "not-accept", "pause", "resume", "extend", "check", "approve", "refuse", "confirm", "decline", "deliver"],
        RequestMachine.BuildDeskActions());

    [Fact]
    public void The_clock_takes_the_lines_of_nobody_and_nobody_else_does()
    {
        foreach (var line in _table)
        {
            Assert.Equal(line.Who == Roles.None, line.IsFor(Actor.Timer));
            Assert.False(line.IsFor(Actor.Timer with { }));
            Assert.Equal(line.Who.HasFlag(Roles.Desk), line.IsFor(FiledRequest.Officer));
            Assert.Equal(line.Who.HasFlag(Roles.Supervisor), line.IsFor(FiledRequest.Supervisor));
            Assert.Equal(line.Who.HasFlag(Roles.Talent), line.IsFor(FiledRequest.Talent));
            Assert.Equal(line.Action == RequestMachine.Supplement, line.IsFor(FiledRequest.Officer with { Roles = Roles.Hall }));
        }
    }

    [Theory]
    [InlineData(RequestState.Waiting, "withdraw")]
    [InlineData(RequestState.Submitted, "withdraw urge")]
    [InlineData(RequestState.SupplementWanted, "withdraw supplement")]
    [InlineData(RequestState.AcceptedTolerant, "supplement urge")]
    [InlineData(RequestState.Delivered, "rating appeal")]
    [InlineData(RequestState.Rated, "appeal")]
    public void A_state_and_a_role_have_their_lines(RequestState state, string actions) =>
        Assert.Equal(actions, string.Join(' ', RequestMachine.Lines(state, FiledRequest.Talent).Select(each => each.Action)));

    private string Render()
    {
        var text = new StringBuilder();
        var groups = _table.GroupBy(each => (each.Action, To: each.From == each.To ? null : To(each), each.Who, each.Guard, each.MustTell));
        foreach (var lines in groups)
        {
            var (action, to, who, guard, told) = lines.Key;
            text.Append($"| `{action}` | {string.Join(", ", lines.Select(each => Words(each.From)))} | {to ?? "the same"} | {Who(who)} | {Guards(guard)} | {told} |\n");
        }

        return text.ToString();
    }

    private static LifeLine InWords(Transition line) => new(
        Words(line.From), line.Action, Who(line.Who).Split(", "), Words(line.To), line.Ending is { } ending ? Words(ending) : null, [.. Each(line.Guard)]);

    private static string To(Transition line) => line.Ending is { } ending ? $"ended: {Words(ending)}" : Words(line.To);

    private static string Who(Roles who) => who == Roles.None ? "clock" : string.Join(", ", Each(who));

    private static string Guards(RequestGuards guard) => guard == RequestGuards.None ? "" : string.Join(", ", Each(guard));

    private static IEnumerable<string> Each<T>(T flags)
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(each => Convert.ToInt32(each, null) != 0 && flags.HasFlag(each)).Select(Words);

    private static string Words<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()).Replace('_', ' ');

    [GeneratedRegex(@"\| action \| from \| to \| who \| only when \| tells the applicant \|\n\|[-|]+\n(?<rows>(\|.*\n)+)")]
    private static partial Regex TableInDocs();
}
