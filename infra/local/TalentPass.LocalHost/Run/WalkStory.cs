using System.Text.Json.Nodes;

namespace TalentPass.LocalHost.Run;

/// <summary>
/// The story: a talent's pass is issued, shown and scanned; then a request and a bundle run through their steps, and a person who is
/// not recognised yet becomes a talent.
/// </summary>
internal sealed class WalkStory
{
    private static readonly string[] _departments = ["housing", "hrss", "household", "health", "hrss-2"];
    private readonly WalkActor _talent;
    private readonly WalkActor _hall;
    private readonly WalkActor _newcomer;
    private readonly WalkActor[] _desks;
    private string _code = "";
    private JsonNode? _scanned;

    public WalkStory(AppClient app, TimeProvider time, CancellationToken cancellation)
    {
        _talent = new WalkActor(app, "li-wei", cancellation);
        _newcomer = new WalkActor(app, "newcomer", cancellation);
        _hall = new WalkActor(app, "hall-1", cancellation);
        _desks = [.. _departments.Select(each => new WalkActor(app, $"desk-{each}", cancellation))];
        var request = new WalkRequest(_talent, _desks[0], _desks[1], time, cancellation);
        var bundle = new WalkBundle(_talent, [_desks[2], _desks[0], _desks[3]], time, cancellation);
        var recognition = new WalkRecognition(_newcomer, _desks[1], _desks[4], time, cancellation);
        var nonce = WalkActor.Unique();
        Steps =
        [
            new("八个账号登录 Eight accounts sign in", SignInAsync),
            new("签发人才码 The pass is issued", IssueAsync),
            new("出示人才码 The talent shows a code", ShowAsync),
            new("大厅扫码有效 The hall scans it: valid", () => ScanAsync(nonce)),
            new("重试得到同一答复 The same scan again: the same answer", () => ScanAgainAsync(nonce)),
            new("截图再用被识破 The code used once more: already used", ReuseAsync),
            .. request.Steps,
            .. bundle.Steps,
            .. recognition.Steps,
        ];
    }

    /// <summary>The steps in order. Each step needs the results of those before it.</summary>
    public IReadOnlyList<WalkStep> Steps { get; }

    private async Task<string> SignInAsync()
    {
        WalkActor[] actors = [_talent, _newcomer, _hall, .. _desks];
        foreach (var actor in actors)
            await actor.SignInAsync();
        return string.Join(", ", actors.Select(each => each.Account));
    }

    private async Task<string> IssueAsync()
    {
        var pass = await _talent.PostAsync("/passes", new JsonObject());
        pass.Expect("status", "active");
        return $"{pass["tierTitle"]}, {pass["validFrom"]} – {pass["validTo"]}";
    }

    private async Task<string> ShowAsync()
    {
        var shown = await _talent.GetAsync("/passes/current/code");
        _code = shown.Require("code");
        return $"{_code[..16]}… ({_code.Length} characters)";
    }

    private async Task<string> ScanAsync(string nonce)
    {
        var scan = await _hall.PostAsync("/scans", Presentation(nonce));
        scan.Expect("outcome", "valid");
        _scanned = scan.Json;
        return $"{scan["holder.displayName"]}, {scan["holder.tierTitle"]}";
    }

    private async Task<string> ScanAgainAsync(string nonce)
    {
        var scan = await _hall.PostAsync("/scans", Presentation(nonce));
        if (!JsonNode.DeepEquals(scan.Json, _scanned))
            throw new WalkException("the answer differs from the first one");
        return scan.Require("scanId");
    }

    private async Task<string> ReuseAsync()
    {
        var scan = await _hall.PostAsync("/scans", Presentation(WalkActor.Unique()));
        scan.Expect("outcome", "already_used");
        return $"first used at {scan.Require("firstUsedAt")}";
    }

    private JsonObject Presentation(string nonce) => new() { ["code"] = _code, ["place"] = "government-service-hall", ["nonce"] = nonce };
}
