using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TalentPass.Core;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;

namespace TalentPass.Functions.Tests.Requests.Rules;

/// <summary>The table of <see cref="RequestMachine"/> as people read it in the README of Requests, and what must hold of it.</summary>
public sealed partial class When_the_state_table_is_read
{
    private static readonly string _docs = Docs.Read("functions/TalentPass.Core/Requests/README.md");

    [Fact]
    public void The_docs_show_it_as_the_code_has_it()
    {
        var shown = TableInDocs().Match(_docs).Groups["rows"].Value;
        Assert.True(shown == Render(), $"functions/TalentPass.Core/Requests/README.md should have these rows:\n{Render()}");
    }

    [Fact]
    public void It_is_what_the_law_and_the_city_say()
    {
        string[] app = [.. RequestMachine.Table.Select(each => InWords(each).ToString())];
        string[] law = [.. RequestLife.Lines.Select(each => each.ToString())];
        string[] differences = [.. law.Except(app).Select(line => $"only in the law: {line}"), .. app.Except(law).Select(line => $"only in the app: {line}")];
        Assert.True(differences.Length == 0, string.Join('\n', differences));
        Assert.Equal(law.Length, app.Length);
    }

    [Fact]
    public void No_state_has_two_lines_for_one_action_and_one_actor() =>
        Assert.All(RequestMachine.Table.GroupBy(each => (each.From, each.Action)), lines => Assert.Single(lines));

    [Fact]
    public void A_terminal_state_is_never_left() =>
        Assert.All(
            RequestMachine.Table.Where(each => each.From is RequestState.Rated or RequestState.Ended),
            each => Assert.Equal(each.From, each.To));

    [Fact]
    public void Only_an_ending_leads_to_the_end_and_it_is_named() =>
        Assert.All(RequestMachine.Table.Where(each => each.From != each.To), each => Assert.Equal(each.To == RequestState.Ended, each.Ending is not null));

    private static string Render()
    {
        var text = new StringBuilder();
        var groups = RequestMachine.Table.GroupBy(each => (each.Action, To: each.From == each.To ? null : To(each), each.Who, each.Guard, each.MustTell));
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
