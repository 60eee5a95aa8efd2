using System.Net;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;
using UglyToad.PdfPig;

namespace TalentPass.Functions.Tests.Documents;

/// <summary>A decision makes a document that its holder downloads and that anybody can verify.</summary>
public sealed class When_a_decision_makes_a_document(AzuriteFixture azurite) : WithDocuments(azurite)
{
    [Fact]
    public async Task An_approval_is_a_document_with_a_number_of_the_standard_that_everybody_can_verify()
    {
        var number = await ApprovedAsync();
        var parsed = ECertificateNumber.Parse(number);
        Assert.Equal(("11330200TALENT009L001", "11330200TALENT001U", 1), (parsed.Type, parsed.Issuer, parsed.Version));

        var document = await ReadAsync("li-wei", number);
        Assert.Equal(("approval", "valid", "李伟", "每月补贴 1500 元"), (document.Text("kind"), document.Text("status"), document.Text("holder"), document.Text("words")));
        Assert.Equal("宁波市住房和城乡建设局", document.Text("departmentName"));

        foreach (var answer in new[] { await VerifyAsync(number, document.Text("checkCode")), await VerifyTextAsync(document.Text("code")) })
        {
            Assert.Equal(("valid", number, "李*", "2026-02-13"), (answer.Text("status"), answer.Text("number"), answer.Text("holder"), answer.Text("issuedOn")));
            Assert.DoesNotContain("李伟", answer.Content, StringComparison.Ordinal);
        }

        var offline = await VerifyOfflineAsync(document.Text("code"));
        Assert.Equal((PassReason.Accepted, number, Rent, "李*"), (offline.Reason, offline.Contents?.Number, offline.Contents?.Service, offline.Contents?.Holder));
    }

    [Fact]
    public async Task The_PDF_says_in_text_what_was_decided()
    {
        var number = await ApprovedAsync();
        using var talent = await App.SignInAsync("li-wei");
        using var answer = await talent.GetAsync(new Uri($"/api/v1/documents/{number}/pdf", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"{number}.pdf", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        Assert.Contains("no-store", answer.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        var pdf = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.InRange(pdf.Length, 1_000, 300_000);
        using var read = PdfDocument.Open(pdf);
        var text = string.Concat(read.GetPages().Select(each => each.Text));
        Assert.All(
            ["准予决定书", "李伟", "每月补贴 1500 元", "宁波市住房和城乡建设局", number, "2026年2月13日", "Decision of Approval"],
            each => Assert.Contains(each, text, StringComparison.Ordinal));
        Assert.Contains((await ReadAsync("li-wei", number)).Text("checkCode"), text, StringComparison.Ordinal);
        Assert.Equal("准予决定书 Decision of Approval", read.Information.Title);
    }

    [Fact]
    public async Task A_refusal_names_its_reasons_and_the_remedy()
    {
        var number = await DecidedAsync("refuse", new { reason = "租赁合同已到期" });
        var document = await ReadAsync("li-wei", number);
        Assert.Equal(("refusal", "租赁合同已到期"), (document.Text("kind"), document.Text("reason")));
        Assert.NotEmpty(document.Text("remedy"));
        Assert.EndsWith("002", ECertificateNumber.Parse(number).Type, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_not_accepted_gets_a_notice()
    {
        var request = await FileAsync("li-wei", Rent);
        (await ActAsync(request, "not-accept", new { reason = "不属于本机关职权范围", rightAuthority = "鄞州区住建局" })).Is(HttpStatusCode.OK);
        var document = await ReadAsync("li-wei", await DocumentOfAsync(request));
        Assert.Equal(("non_acceptance", "鄞州区住建局"), (document.Text("kind"), document.Text("rightAuthority")));
    }

    [Fact]
    public async Task Steps_that_decide_nothing_make_no_document()
    {
        var request = await FileAsync("li-wei", Rent);
        (await ActAsync(request, "accept", new { })).Is(HttpStatusCode.OK);
        Assert.False((await SeenAsync("li-wei", request)).Body.TryGetProperty("documents", out _));
    }

    [Fact]
    public async Task Only_its_holder_the_department_and_supervisors_read_it_and_the_holder_sees_who_did()
    {
        var number = await ApprovedAsync();
        (await ReadAsync("zhang-hui", number)).Is(HttpStatusCode.NotFound, "not_found");
        (await ReadAsync("desk-hrss", number)).Is(HttpStatusCode.NotFound, "not_found");
        (await ReadAsync("hall-1", number)).Is(HttpStatusCode.Forbidden, "forbidden");
        (await ReadAsync("desk-housing", number)).Is(HttpStatusCode.OK);
        (await ReadAsync("supervisor", number)).Is(HttpStatusCode.OK);

        using var talent = await App.SignInAsync("li-wei");
        var looks = (await talent.GetJsonAsync("/api/v1/passes/current/access-log")).Items.Where(each => each.GetProperty("action").GetString() == "document.read");
        Assert.Equal(["supervisor", "desk-housing"], looks.Select(each => each.GetProperty("actor").GetString()));
    }

    [Fact]
    public async Task Nobody_finds_documents_by_trying_numbers()
    {
        var number = await ApprovedAsync();
        var code = (await ReadAsync("li-wei", number)).Text("checkCode");
        var other = (code[0] == '0' ? '1' : '0') + code[1..];
        var answers = new[] { await VerifyAsync(number, other), await VerifyAsync("1.2.156.3005.2.x", code), await VerifyAsync(number[..^1], code), await VerifyTextAsync("TP1:ABC") };
        Assert.All(answers, each => Assert.Equal("""{"status":"unknown"}""", each.Is(HttpStatusCode.OK).Content));
        (await App.Http.GetJsonAsync("/api/v1/verify?number=1")).Is(HttpStatusCode.BadRequest, "invalid_parameter");
    }

    [Fact]
    public async Task A_changed_code_and_a_pass_are_no_document()
    {
        var code = (await ReadAsync("li-wei", await ApprovedAsync())).Text("code");
        var bytes = new byte[PassText.MaxBytes];
        PassText.Read(code, bytes, out var written);
        bytes[written - 1] ^= 1;
        Assert.Equal("unknown", (await VerifyTextAsync(PassText.From(bytes.AsSpan(0, written)))).Text("status"));

        using var talent = await App.SignInAsync("li-wei");
        await talent.PostJsonAsync("/api/v1/passes", new { });
        Assert.Equal("unknown", (await VerifyTextAsync((await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code"))).Text("status"));
        Assert.Equal("unknown", (await VerifyTextAsync("TP1:" + new string('0', 500))).Text("status"));
    }
}
