using System.Diagnostics;
using System.Text.Json;
using TalentPass.Core.Passes.Codec;

namespace TalentPass.Browser.Tests;

/// <summary>The verifier of the page passes the same cases as the verifier of the server, in Chromium and in Node.</summary>
public sealed class When_the_page_verifies_by_itself(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    private static readonly string _judge = Path.Combine(AppContext.BaseDirectory, "judge.js");
    private static readonly string _modules = Path.Combine(AppContext.BaseDirectory, "wwwroot", "assets", "verify");

    [Fact]
    public async Task It_says_of_every_code_what_the_server_says_in_Chromium()
    {
        var cases = new VerifierCases();
        var visitor = await ArriveAsync();
        await visitor.Page.GotoAsync("/");
        var judged = await visitor.Page.EvaluateAsync<string>(
            $"async input => JSON.stringify(await ({await JudgeAsync()})(JSON.parse(input)))", cases.Input("/assets/verify").ToJsonString());
        Check(cases, judged);
    }

    [Fact]
    public async Task It_says_of_every_code_what_the_server_says_in_Node()
    {
        var cases = new VerifierCases();
        var script = $"const {{ text }} = await import('node:stream/consumers'); const judge = {await JudgeAsync()}; "
            + "console.log(JSON.stringify(await judge(JSON.parse(await text(process.stdin)))));";
        using var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "--eval", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var output = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.StandardInput.WriteAsync(cases.Input(new Uri(_modules).AbsoluteUri).ToJsonString());
        node.StandardInput.Close();
        Check(cases, await output);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, node.ExitCode);
    }

    [Fact]
    public void Its_modules_load_nothing_but_each_other()
    {
        foreach (var file in Directory.EnumerateFiles(_modules))
        {
            var imports = File.ReadLines(file).Where(line => line.StartsWith("import ", StringComparison.Ordinal));
            Assert.All(imports, line => Assert.Matches("""from "\./[a-z0-9-]+\.js";$""", line));
        }
    }

    private static IEnumerable<string> PassReasonCodes => Enum.GetValues<PassReason>().Select(reason => reason.Code());

    private static Task<string> JudgeAsync() => File.ReadAllTextAsync(_judge, TestContext.Current.CancellationToken);

    private static void Check(VerifierCases cases, string json)
    {
        using var judged = JsonDocument.Parse(json);
        var answers = judged.RootElement.GetProperty("answers").EnumerateArray()
            .Select(each => (each.GetProperty("name").GetString(), each.GetProperty("reason").GetString())).ToArray();
        Assert.Equal(cases.Expected.Select(each => (each.Name, each.Reason.Code())), answers!);
        Assert.True(answers.Length >= 115, $"{answers.Length} cases");
        Assert.Equal(cases.Expected.Select(each => each.Reason.Light().ToString().ToLowerInvariant()),
            judged.RootElement.GetProperty("answers").EnumerateArray().Select(each => each.GetProperty("light").GetString()!));

        var reasons = judged.RootElement.GetProperty("reasons").EnumerateObject().ToDictionary(each => each.Name, each => each.Value.GetInt32());
        Assert.All(reasons, each => Assert.Contains(each.Key, PassReasonCodes));
        Assert.InRange(reasons.Values.Sum(), VerifierCases.Mutations - 500, VerifierCases.Mutations);
        Assert.All(["prefix", "base45", "template", "unknown_kid", "signature", "holder_signature"], (string reason) => Assert.Contains(reason, reasons.Keys));

        Assert.Equal(Enumerable.Repeat(true, 5), Bools("base45"));
        Assert.Equal(Enumerable.Repeat(true, 10), Bools("refused"));
        Assert.Equal(VerifierCases.Messages, Bools("messages"));
        Assert.Equal(13, VerifierCases.Messages.Count);
        var signatures = judged.RootElement.GetProperty("curve").EnumerateArray().Select(each => (each[0].GetBoolean(), each[1].GetBoolean()));
        Assert.Equal(VerifierCases.Signatures.Select(valid => (valid, valid)), signatures);
        Assert.Equal(262, VerifierCases.Signatures.Count);
        Assert.Equal(VerifierCases.Forms.Select(form => (form.Name, form.Problem)), VerifierCases.Forms.Zip(
            judged.RootElement.GetProperty("forms").EnumerateArray(), (form, answer) => (form.Name, answer.GetString())));
        Assert.Equal(VerifierCases.Lists, judged.RootElement.GetProperty("lists").EnumerateArray()
            .Select(each => each.EnumerateArray().Select(value => value.GetInt32()).ToArray()));

        IEnumerable<bool> Bools(string name) => judged.RootElement.GetProperty(name).EnumerateArray().Select(each => each.GetBoolean());
    }
}
