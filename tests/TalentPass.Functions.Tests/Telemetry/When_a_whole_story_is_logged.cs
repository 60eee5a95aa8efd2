using TalentPass.Functions.Http;

namespace TalentPass.Functions.Tests.Telemetry;

/// <summary>
/// The console lines, traces, metrics and log records of a whole story contain no personal data, even at the most detailed log
/// level. The tests also prove that the search would find personal data.
/// </summary>
public sealed class When_a_whole_story_is_logged(AzuriteFixture azurite)
{
    // All operations of the app. Add a new operation to PersonalStory or PersonalErrands.
    private static readonly IEnumerable<string> _operations =
        new OperationTable(typeof(TalentPassRegistration).Assembly.GetTypes()).All.Select(operation => operation.Name);

    // The story has neither a provider nor WeChat, so these are refused. What they were sent is searched for all the same.
    private static readonly string[] _refused = ["StartSignIn", "FinishSignIn", "SignOutByProvider", "SignInWithWeChat", "BindWeChat", "UnbindWeChat", "SignOutStaff", "ConfirmEmail", "AddConsents"];

    [Fact]
    public async Task Every_operation_is_told_and_nobody_is_named()
    {
        var story = await LoggedStory.WriteAsync(azurite.NewAccount(), whole: true);

        Assert.Empty(story.Personal.FoundIn(story.Console));
        Assert.Empty(story.Personal.FoundIn(story.Traces));
        Assert.Empty(story.Personal.FoundIn(story.Figures));
        Assert.Empty(story.Personal.FoundIn(story.Logs));

        // The search had text to search in: every operation has left log lines, traces and metrics.
        string[] untold = [.. _operations.Where(operation => !story.Console.Contains(_refused.Contains(operation) ? $"{operation} → " : $"{operation} → ok", StringComparison.Ordinal))];
        Assert.Empty(untold);
        foreach (var operation in _operations)
        {
            Assert.Contains(operation, story.Traces, StringComparison.Ordinal);
            Assert.Contains(operation, story.Figures, StringComparison.Ordinal);
            Assert.Contains(operation, story.Logs, StringComparison.Ordinal);
        }

        foreach (var line in new[] { "was quarantined", "did not take a message", "RegisterTalent → validation_failed", "SubmitRequest → ok 201" })
        {
            Assert.Contains(line, story.Console, StringComparison.Ordinal);
        }

        Assert.All(["http.response.status_code", "outcome", "role", "storage.calls"], tag => Assert.Contains(tag, story.Traces, StringComparison.Ordinal));

        // The search finds each personal value if the value stands anywhere in the text.
        Assert.Equal(
            ["answer", "birth date", "certificate", "device key", "document", "e-mail", "file name", "name", "note", "pass code", "pass id", "phone", "place", "refresh token", "request number", "short code", "talent id", "token"],
            story.Personal.Values.Select(each => each.Kind).Distinct().Order(StringComparer.Ordinal));
        Assert.All(story.Personal.Values, each => Assert.Contains(each, story.Personal.FoundIn($"{story.Console} and {each.Value.ToUpperInvariant()}.")));
    }

    [Fact]
    public async Task A_setting_that_logs_paths_is_found_out()
    {
        var story = await LoggedStory.WriteAsync(azurite.NewAccount(), whole: false, "--Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Information");

        foreach (var written in new[] { story.Console, story.Logs })
        {
            var found = story.Personal.FoundIn(written).Select(each => each.Kind).Distinct();
            Assert.Superset(new HashSet<string>(["document", "name", "phone", "request number", "talent id"]), found.ToHashSet());
        }
    }
}
