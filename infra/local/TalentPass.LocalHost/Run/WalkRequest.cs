using System.Text.Json.Nodes;

namespace TalentPass.LocalHost.Run;

/// <summary>The part of the story about one request: supplemented, transferred, decided, delivered, rated.</summary>
internal sealed class WalkRequest(WalkActor talent, WalkActor housing, WalkActor hrss, TimeProvider time, CancellationToken cancellation)
{
    private const string Service = "housing-rent-subsidy";
    private const string Paper = "lease-contract";
    private readonly WalkDesk _housing = new("housing", housing, time, cancellation);
    private readonly WalkDesk _hrss = new("hrss", hrss, time, cancellation);
    private string _number = "";

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<WalkStep> Steps =>
    [
        new("提交申请 A request is submitted", SubmitAsync),
        new("流转到部门 It reaches the housing desk", () => _housing.AwaitAsync(_number)),
        new("认领 The desk claims it", () => _housing.ActAsync(_number, "claim")),
        new("一次性告知补正 The desk asks for what is missing, once", () => _housing.ActAsync(_number, "request-supplement", new JsonObject
        {
            ["items"] = new JsonArray(new JsonObject { ["material"] = Paper, ["text"] = "租赁合同缺少最后一页 The last page of the lease is missing" }),
            ["dueWorkingDays"] = 5,
        })),
        new("人才补正 The talent supplies it", SupplyAsync),
        new("受理 The desk accepts it", () => _housing.ActAsync(_number, "accept")),
        new("转办 The desk transfers it", () => _housing.ActAsync(_number, "transfer", new JsonObject { ["department"] = "hrss", ["reason"] = "社保核查 Social insurance check" })),
        new("到达新部门 It reaches the other desk", () => _hrss.AwaitAsync(_number)),
        new("认领进入办理 The other desk takes it up", () => _hrss.ActAsync(_number, "claim")),
        new("核实 It checks what the record does not say", () => _hrss.CheckAsync(_number)),
        new("办结 It approves it", () => _hrss.ActAsync(_number, "approve", new JsonObject { ["decision"] = new JsonObject { ["type"] = "grant", ["amount"] = 1500, ["months"] = 12 } })),
        new("送达 It delivers the result", () => _hrss.ActAsync(_number, "deliver", new JsonObject { ["how"] = "手机送达 To the phone" })),
        new("好差评 The talent rates it", RateAsync),
        new("人才看到全程 The talent sees every step", SeeAsync),
    ];

    private async Task<string> SubmitAsync()
    {
        var service = await talent.GetAsync($"/services/{Service}");
        if (service.Json?["example"] is not { } example)
            throw new WalkException($"{Service} has no example");
        var body = new JsonObject
        {
            ["service"] = Service,
            ["answers"] = example.DeepClone(),
            // An earlier walk may have filed the same.
            ["confirmRepeat"] = true,
            ["materials"] = new JsonArray([.. service.Items("materials")
                .Where(material => material["required"]?.GetValue<bool>() is true)
                .Select(material => new JsonObject { ["id"] = material["id"]?.DeepClone() })]),
        };
        var request = await talent.PostAsync("/requests", body);
        request.Expect("state", "submitted");
        request.Expect("department", "housing");
        _number = request.Require("number");
        return _number;
    }

    private async Task<string> SupplyAsync()
    {
        var supplied = await talent.PostAsync(
            $"/requests/{_number}/supplement", new JsonObject { ["materials"] = new JsonArray(new JsonObject { ["id"] = Paper }) });
        supplied.Expect("state", "submitted");
        return $"now due {supplied["due"]}";
    }

    private async Task<string> RateAsync()
    {
        var rated = await talent.PostAsync($"/requests/{_number}/rating", new JsonObject { ["grade"] = 5, ["channel"] = "mobile" });
        rated.Expect("state", "rated");
        return "5 / 5";
    }

    private async Task<string> SeeAsync()
    {
        var request = await talent.GetAsync($"/requests/{_number}");
        request.Expect("department", "hrss");
        string[] actions = [.. request.Items("timeline").Select(entry => entry["action"]?.ToString() ?? "")];
        string[] expected = ["submit", "claim", "request-supplement", "supplement", "accept", "transfer", "claim", "approve", "deliver", "rating"];
        return expected.SequenceEqual(actions) ? string.Join(" → ", actions) : throw new WalkException($"the timeline shows {string.Join(" → ", actions)}");
    }
}
