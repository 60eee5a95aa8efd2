using System.Text.Json.Nodes;

namespace TalentPass.LocalHost.Run;

/// <summary>The part of the story about a bundle: one filing reaches three desks at the same moment.</summary>
internal sealed class WalkBundle(WalkActor talent, IReadOnlyList<WalkActor> officers, TimeProvider time, CancellationToken cancellation)
{
    private const string Bundle = "new-arrival";
    private static readonly string[] _services = ["settlement", "housing-rent-subsidy", "medical-green-lane"];
    private static readonly string[] _departments = ["household", "housing", "health"];
    private string _path = "";
    private string[] _numbers = [];

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<WalkStep> Steps =>
    [
        new("一件事一次提交 A bundle is filed at once", FileAsync),
        new("三个部门同时收到 Three desks have it", ArriveAsync),
        new("整体进度 Its progress as a whole", SeeAsync),
    ];

    private async Task<string> FileAsync()
    {
        var answers = new JsonObject();
        foreach (var service in _services)
            answers[service] = (await talent.GetAsync($"/services/{service}")).Json?["example"]?.DeepClone();
        var filed = await talent.PostAsync($"/bundles/{Bundle}/requests", new JsonObject { ["answers"] = answers, ["confirmRepeat"] = true });
        var number = filed.Require("bundleNumber");
        _path = $"/bundles/{Bundle}/requests/{number}";
        _numbers = [.. filed.Items("requests").Select(each => each["number"]?.ToString() ?? "")];
        return number;
    }

    private async Task<string> ArriveAsync()
    {
        for (var part = 0; part < _numbers.Length; part++)
            await new WalkDesk(_departments[part], officers[part], time, cancellation).AwaitAsync(_numbers[part]);
        return string.Join(", ", _departments);
    }

    private async Task<string> SeeAsync()
    {
        var bundle = await talent.GetAsync(_path);
        bundle.Expect("state", "open");
        return $"{bundle["completed"]} / {bundle["total"]}";
    }
}
