using System.Text.Json.Nodes;

namespace TalentPass.LocalHost.Run;

/// <summary>
/// The part of the story about a person who is not recognised yet: refused once, appeals, wins, is a talent, gets a pass, and holds a
/// document that anybody can verify.
/// </summary>
internal sealed class WalkRecognition(WalkActor person, WalkActor first, WalkActor second, TimeProvider time, CancellationToken cancellation)
{
    private const string Service = "talent-recognition";
    private readonly WalkDesk _first = new("hrss", first, time, cancellation);
    private readonly WalkDesk _second = new("hrss", second, time, cancellation);
    private string _number = "";
    private string _appeal = "";
    private string _document = "";
    private string _checkCode = "";

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<WalkStep> Steps =>
    [
        new("申请人才认定 A person applies to be recognised", SubmitAsync),
        new("到达人社局 It reaches the desk", () => _first.AwaitAsync(_number)),
        new("经办人看到申请人 The officer sees who applies", IdentifyAsync),
        new("受理 The officer accepts it", () => _first.ActAsync(_number, "accept")),
        new("不予认定 The officer refuses it", () => _first.ActAsync(_number, "refuse", new JsonObject { ["reason"] = "业绩材料不足 The achievements are not proven" })),
        new("决定书可查验 The letter of refusal can be verified", VerifyRefusalAsync),
        new("不服申诉 The person appeals", AppealAsync),
        new("申诉到达 The appeal reaches the desk", () => _second.AwaitAsync(_appeal)),
        new("原经办人不得办理 The officer who refused may not handle it", BarredAsync),
        new("另一人受理 Another officer accepts it", () => _second.ActAsync(_appeal, "accept")),
        new("逐项核实 Every point is checked", () => _second.CheckAsync(_appeal)),
        new("准予认定 It is granted", () => _second.ActAsync(_appeal, "approve", new JsonObject
        {
            ["decision"] = new JsonObject { ["type"] = "grant", ["tier"] = "senior" },
        })),
        new("领取人才码 The new talent gets a pass", IssueAsync),
        new("证书可查验 The certificate can be verified by anybody", VerifyAsync),
        new("持证人查看证书 The holder reads it", ReadAsync),
    ];

    private async Task<string> SubmitAsync()
    {
        var service = await person.GetAsync($"/services/{Service}");
        var request = await person.PostAsync("/requests", new JsonObject
        {
            ["service"] = Service,
            ["answers"] = service.Json?["example"]?.DeepClone(),
            // An earlier walk may have filed the same.
            ["confirmRepeat"] = true,
            ["materials"] = new JsonArray([.. service.Items("materials")
                .Where(material => material["required"]?.GetValue<bool>() is true)
                .Select(material => new JsonObject { ["id"] = material["id"]?.DeepClone() })]),
        });
        request.Expect("department", "hrss");
        _number = request.Require("number");
        return _number;
    }

    private async Task<string> IdentifyAsync()
    {
        var seen = await first.GetAsync($"/desks/hrss/requests/{_number}");
        return $"{seen.Require("applicant.name")}, {seen.Require("applicant.document")}";
    }

    private async Task<string> VerifyRefusalAsync()
    {
        var (refusal, code) = await DocumentOfAsync(_number);
        return await VerifiedAsync(refusal, code);
    }

    private async Task<string> AppealAsync()
    {
        var appeal = await person.PostAsync($"/requests/{_number}/appeal", new JsonObject { ["text"] = "已补充专利证书 The patents are attached" });
        _appeal = appeal.Require("number");
        return _appeal;
    }

    private async Task<string> BarredAsync()
    {
        try
        {
            return $"but it is {await _first.ActAsync(_appeal, "claim")}";
        }
        catch (WalkException refused) when (refused.Message.Contains("own_decision", StringComparison.Ordinal))
        {
            return "own_decision";
        }
    }

    private async Task<string> IssueAsync()
    {
        var pass = await person.PostAsync("/passes", new JsonObject());
        pass.Expect("status", "active");
        pass.Expect("tier", "senior");
        return pass.Require("tierTitle");
    }

    private async Task<string> VerifyAsync()
    {
        (_document, _checkCode) = await DocumentOfAsync(_appeal);
        return await VerifiedAsync(_document, _checkCode);
    }

    private async Task<string> ReadAsync()
    {
        var document = await person.GetAsync($"/documents/{_document}");
        document.Expect("checkCode", _checkCode);
        return document.Require("number");
    }

    private async Task<(string Number, string CheckCode)> DocumentOfAsync(string request)
    {
        var seen = await person.GetAsync($"/requests/{request}");
        var number = seen.Items("documents").FirstOrDefault()?["number"]?.ToString() ?? throw new WalkException($"{seen.Call} names no document");
        return (number, (await person.GetAsync($"/documents/{number}")).Require("checkCode"));
    }

    private async Task<string> VerifiedAsync(string number, string code)
    {
        var verified = await person.GetAsync($"/verify?number={Uri.EscapeDataString(number)}&code={Uri.EscapeDataString(code)}");
        verified.Expect("status", "valid");
        return number;
    }
}
