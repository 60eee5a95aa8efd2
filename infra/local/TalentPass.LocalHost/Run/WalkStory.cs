using System.Text.Json.Nodes;

namespace TalentPass.LocalHost.Run;

/// <summary>The story: a talent's pass is issued, shown and scanned; a request is routed, decided and seen with its timeline.</summary>
internal sealed class WalkStory
{
    private const string Service = "housing-rent-subsidy";
    private const string Department = "housing";
    private readonly WalkActor _talent;
    private readonly WalkActor _hall;
    private readonly WalkActor _desk;
    private readonly TimeProvider _time;
    private readonly CancellationToken _cancellation;
    private string _code = "";
    private JsonNode? _scanned;
    private string _number = "";

    public WalkStory(AppClient app, TimeProvider time, CancellationToken cancellation)
    {
        _talent = new WalkActor(app, "li-wei", cancellation);
        _hall = new WalkActor(app, "hall-1", cancellation);
        _desk = new WalkActor(app, "desk-housing", cancellation);
        _time = time;
        _cancellation = cancellation;
        var nonce = WalkActor.Unique();
        Steps =
        [
            new("三个账号登录 Three accounts sign in", SignInAsync),
            new("签发人才码 The pass is issued", IssueAsync),
            new("出示人才码 The talent shows a code", ShowAsync),
            new("大厅扫码有效 The hall scans it: valid", () => ScanAsync(nonce)),
            new("重试得到同一答复 The same scan again: the same answer", () => ScanAgainAsync(nonce)),
            new("截图再用被识破 The code used once more: already used", ReuseAsync),
            new("提交申请 A request is submitted", SubmitAsync),
            new("流转到部门 It reaches the housing desk", ArriveAsync),
            new("认领 The desk claims it", () => ActAsync("claim")),
            new("受理 The desk accepts it", () => ActAsync("accept")),
            new("办结 The desk approves it", () => ActAsync("approve")),
            new("人才看到全程 The talent sees every step", SeeAsync),
        ];
    }

    /// <summary>The steps, in order; each builds on those before.</summary>
    public IReadOnlyList<WalkStep> Steps { get; }

    private async Task<string> SignInAsync()
    {
        foreach (var actor in (WalkActor[])[_talent, _hall, _desk])
            await actor.SignInAsync();
        return $"{_talent.Account}, {_hall.Account}, {_desk.Account}";
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

    private async Task<string> SubmitAsync()
    {
        var service = await _talent.GetAsync($"/services/{Service}");
        if (service.Json?["example"] is not { } example)
            throw new WalkException($"{Service} has no example");
        var body = new JsonObject
        {
            ["service"] = Service,
            ["answers"] = example.DeepClone(),
            ["materials"] = new JsonArray([.. service.Items("materials")
                .Where(material => material["required"]?.GetValue<bool>() is true)
                .Select(material => new JsonObject { ["id"] = material["id"]?.DeepClone() })]),
        };
        var request = await _talent.PostAsync("/requests", body);
        request.Expect("state", "submitted");
        request.Expect("department", Department);
        _number = request.Require("number");
        return _number;
    }

    private async Task<string> ArriveAsync()
    {
        var limit = TimeSpan.FromSeconds(60);
        for (var begun = _time.GetTimestamp(); _time.GetElapsedTime(begun) < limit; await Task.Delay(TimeSpan.FromMilliseconds(100), _time, _cancellation))
        {
            if (await OnDeskAsync() is { } entry)
                return $"{entry["title"]}, due {entry["due"]}";
        }
        throw new WalkException($"it is not on the desk within {limit.TotalSeconds} s");
    }

    private async Task<JsonNode?> OnDeskAsync()
    {
        string? cursor = null;
        do
        {
            var page = await _desk.GetAsync($"/desks/{Department}/requests?limit=100" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)));
            if (page.Items().FirstOrDefault(entry => entry["number"]?.ToString() == _number) is { } found)
                return found;
            cursor = page["nextCursor"];
        }
        while (cursor is not null);
        return null;
    }

    private async Task<string> ActAsync(string action)
    {
        var path = $"/desks/{Department}/requests/{_number}";
        var seen = await _desk.GetAsync(path);
        if (seen.ETag is not { } etag)
            throw new WalkException($"{seen.Call} has no ETag");
        var done = await _desk.PostAsync($"{path}/{action}", new JsonObject(), ("If-Match", etag));
        return $"now {done["state"]}";
    }

    private async Task<string> SeeAsync()
    {
        var request = await _talent.GetAsync($"/requests/{_number}");
        request.Expect("state", "approved");
        string[] actions = [.. request.Items("timeline").Select(entry => entry["action"]?.ToString() ?? "")];
        string[] expected = ["submit", "claim", "accept", "approve"];
        if (!expected.SequenceEqual(actions.Where(expected.Contains)))
            throw new WalkException($"the timeline shows {string.Join(" → ", actions)}");
        return string.Join(" → ", actions);
    }

    private JsonObject Presentation(string nonce) => new() { ["code"] = _code, ["place"] = "government-service-hall", ["nonce"] = nonce };
}
