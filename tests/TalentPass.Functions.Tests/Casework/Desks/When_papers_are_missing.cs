using System.Net;
using System.Text.Json;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// Missing papers: the desk names them once, the applicant supplies them once, and the desk tolerates gaps only where the
/// service guide allows that.
/// </summary>
public sealed class When_papers_are_missing(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    // 许可法 32(4): if papers are missing, the desk names all of them, once, within five working days. Otherwise the request is
    // deemed accepted from the day of receipt.
    [Fact]
    public async Task L1_Everything_missing_is_named_once_and_supplied_in_one_go()
    {
        var number = await FileAsync("li-wei", Rent);
        var asked = await ActAsync(number, "request-supplement", new { items = Wanted, dueWorkingDays = 5 });
        Assert.Equal("supplement_wanted", asked.Text("state"));

        var seen = await SeenAsync("li-wei", number);
        Assert.Equal("2026-02-27", Part(seen, "supplement", "due").GetString());
        Assert.Equal("租赁合同缺少最后一页", Part(seen, "supplement", "items")[0].GetProperty("text").GetString());
        Assert.Contains("supplement", Part(seen, "allowedActions").EnumerateArray().Select(each => each.GetString()));

        var half = await DoAsync("li-wei", number, "supplement", new { answers = new { bankName = "宁波银行" } });
        Assert.Equal("required", Error(half, "/materials"));
        var other = await DoAsync("li-wei", number, "supplement", new { answers = new { bankName = "宁波银行", landlordName = "王五" }, materials = new[] { new { id = "lease-contract" } } });
        Assert.Equal("not_asked", Error(other, "/answers/landlordName"));
        var same = SeedCatalogue.Example(Rent).EnumerateObject().ToDictionary(each => each.Name, each => (object)each.Value);
        same["bankName"] = "";
        Assert.Equal("required", Error(await DoAsync("li-wei", number, "supplement", new { answers = same, materials = new[] { new { id = "lease-contract" } } }), "/answers/bankName"));
        var wrong = await DoAsync("li-wei", number, "supplement", new { answers = new { bankName = "" }, materials = new[] { new { id = "lease-contract" } } });
        wrong.Is(HttpStatusCode.UnprocessableEntity);

        var twice = await DoAsync("li-wei", number, "supplement", new { answers = new { bankName = "宁波银行" }, materials = new[] { new { id = "lease-contract" }, new { id = "lease-contract" } } });
        Assert.Equal("duplicate", Error(twice, "/materials/1/id"));

        Clock.Set(Day(2026, 2, 14));
        var supplied = await DoAsync("li-wei", number, "supplement", new { answers = new { bankName = "宁波银行江北支行" }, materials = new[] { new { id = "lease-contract" } } });
        Assert.Equal("submitted", supplied.Text("state"));
        Assert.Equal("宁波银行江北支行", Part(await AtDeskAsync(number), "answers", "bankName").GetString());
        Assert.Equal("2026-02-28", supplied.Text("due"));

        var again = await ActAsync(number, "request-supplement", new { items = Wanted, dueWorkingDays = 5 });
        Assert.Equal("not_allowed_in_state", again.Code);
        Assert.Equal("accepted", (await ActAsync(number, "accept", new { })).Text("state"));
    }

    [Fact]
    public async Task The_receipt_asked_for_again_is_the_first_one_whatever_was_supplied_since()
    {
        using var talent = await App.SignInAsync("li-wei");
        var body = new { service = Rent, answers = SeedCatalogue.Example(Rent) };
        var first = await talent.PostJsonAsync("/api/v1/requests", body, "same");
        await ActAsync(first.Text("number"), "request-supplement", new { items = Wanted[1..], dueWorkingDays = 5 });
        await DoAsync("li-wei", first.Text("number"), "supplement", new { answers = new { bankName = "宁波银行" } });
        var again = await talent.PostJsonAsync("/api/v1/requests", body, "same");
        Assert.True(again.Replayed);
        Assert.True(JsonElement.DeepEquals(first.Body, again.Body), $"{first.Body} {again.Body}");
    }

    // 浙规 11(3): if the supplement (补正) never arrives, the request is deemed withdrawn. If the supplied papers are still wrong,
    // the request is not accepted, with written reasons.
    [Fact]
    public async Task L13_What_never_comes_counts_as_withdrawn_and_what_is_still_wrong_is_not_accepted()
    {
        var silent = await FileAsync("li-wei", Rent);
        var wrong = await FileAsync("zhang-hui", Rent);
        foreach (var number in new[] { silent, wrong })
        {
            await ActAsync(number, "request-supplement", new { items = Wanted[..1], dueWorkingDays = 5 });
        }

        await DoAsync("zhang-hui", wrong, "supplement", new { materials = new[] { new { id = "lease-contract" } } });
        Clock.Set(Day(2026, 2, 27));
        await RunTimersAsync();
        Assert.Equal("supplement_wanted", (await SeenAsync("li-wei", silent)).Text("state"));

        Clock.Set(Day(2026, 2, 28));
        await RunTimersAsync();
        var ended = await SeenAsync("li-wei", silent);
        Assert.Equal("deemed_withdrawn", ended.Text("ending"));
        Assert.Equal("timer:deemed-withdraw", Verbs(ended)[^1]);
        Assert.Equal("not_allowed_in_state", (await DoAsync("li-wei", silent, "supplement", new { materials = new[] { new { id = "lease-contract" } } })).Code);

        var other = await FileAsync("wu-hong", Rent);
        await ActAsync(other, "request-supplement", new { items = Wanted[..1], dueWorkingDays = 5 });
        await DoAsync("wu-hong", other, "supplement", new { materials = new[] { new { id = "lease-contract" } } });
        await ActAsync(other, "not-accept", new { reason = "合同仍缺页" });
        Assert.Equal("not_accepted", (await SeenAsync("wu-hong", other)).Text("ending"));
    }

    // 浙规 11(2): a request with missing papers is accepted only if the guide lists these papers as tolerable, and if the
    // applicant is told all gaps and a date. If the papers are overdue or still wrong, the acceptance is revoked, with written
    // reasons.
    [Fact]
    public async Task L12_A_request_is_accepted_with_gaps_only_where_the_guide_tolerates_them()
    {
        var number = await FileAsync("li-wei", Rent);
        Assert.Equal("not_tolerable", Error(await ActAsync(number, "accept-tolerant", new { missing = new[] { "lease-contract" }, dueWorkingDays = 5 }), "/missing/0"));
        Assert.Equal("not_in_list", Error(await ActAsync(number, "accept-tolerant", new { missing = new[] { "lease-registration", "moon-rock" }, dueWorkingDays = 5 }), "/missing/1"));
        Assert.Equal("required", Error(await ActAsync(number, "accept-tolerant", new { missing = Array.Empty<string>(), dueWorkingDays = 5 }), "/missing"));
        Assert.Equal("out_of_range", Error(await ActAsync(number, "accept-tolerant", new { missing = new[] { "rent-receipt" }, dueWorkingDays = 61 }), "/dueWorkingDays"));

        var accepted = await ActAsync(number, "accept-tolerant", new { missing = new[] { "lease-registration", "rent-receipt" }, dueWorkingDays = 5 });
        Assert.Equal("accepted_tolerant", accepted.Text("state"));
        Assert.Equal("2026-03-05", accepted.Text("due"));
        var seen = await SeenAsync("li-wei", number);
        Assert.Equal(["lease-registration", "rent-receipt"], Part(seen, "gaps", "missing").EnumerateArray().Select(each => each.GetString()));
        Assert.Equal("2026-02-27", Part(seen, "gaps", "due").GetString());
        Assert.Equal("not_allowed_in_state", (await ActAsync(number, "approve", Granted)).Code);

        Assert.Equal("required", Error(await DoAsync("li-wei", number, "supplement", new { materials = new[] { new { id = "rent-receipt" } } }), "/materials"));
        await DoAsync("li-wei", number, "supplement", new { materials = new[] { new { id = "rent-receipt" }, new { id = "lease-registration" } } });
        Assert.Equal("not_allowed_in_state", (await DoAsync("li-wei", number, "supplement", new { materials = new[] { new { id = "rent-receipt" } } })).Code);
        Assert.Equal("in_review", (await ActAsync(number, "accept", new { })).Text("state"));
        Assert.Equal("approved", (await ActAsync(number, "approve", Granted)).Text("state"));
    }

    // 浙规 11(2): a request with missing papers is accepted only if the guide lists these papers as tolerable, and if the
    // applicant is told all gaps and a date. If the papers are overdue or still wrong, the acceptance is revoked, with written
    // reasons.
    [Fact]
    public async Task L12_Overdue_or_still_wrong_gaps_revoke_the_acceptance_with_written_reasons()
    {
        var overdue = await FileAsync("li-wei", Rent);
        var wrong = await FileAsync("zhang-hui", Rent);
        foreach (var number in new[] { overdue, wrong })
        {
            await ActAsync(number, "accept-tolerant", new { missing = new[] { "rent-receipt" }, dueWorkingDays = 5 });
        }

        await DoAsync("zhang-hui", wrong, "supplement", new { materials = new[] { new { id = "rent-receipt" } } });
        Assert.Equal("acceptance_revoked", (await ActAsync(wrong, "not-accept", new { reason = "收据与合同不符" })).Text("state"));
        Assert.Equal("收据与合同不符", Part(await SeenAsync("zhang-hui", wrong), "decision", "reason").GetString());

        Clock.Set(Day(2026, 2, 27));
        await RunTimersAsync();
        Assert.Equal("accepted_tolerant", (await SeenAsync("li-wei", overdue)).Text("state"));
        Clock.Set(Day(2026, 2, 28));
        Assert.Equal("not_allowed_in_state", (await DoAsync("li-wei", overdue, "supplement", new { materials = new[] { new { id = "rent-receipt" } } })).Code);
        await RunTimersAsync();
        var revoked = await SeenAsync("li-wei", overdue);
        Assert.Equal("acceptance_revoked", revoked.Text("ending"));
        Assert.NotEmpty(Part(revoked, "decision", "reason").GetString()!);
        Assert.Equal("timer:revoke-acceptance", Verbs(revoked)[^1]);
    }

    // 浙规 7: if shared data and the applicant's own paper differ, the applicant's paper decides.
    [Fact]
    public async Task L15_The_applicants_own_paper_stands_where_the_shared_data_say_otherwise()
    {
        using var talent = await App.SignInAsync("li-wei");
        using var paper = new MultipartFormDataContent { { new ByteArrayContent("%PDF-1.7\n%%EOF"u8.ToArray()), "file", "社保证明.pdf" } };
        using var uploaded = await talent.PostAsync("/api/v1/files", paper, TestContext.Current.CancellationToken);
        var file = JsonElement.Parse(await uploaded.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("file").GetString();
        var filed = await talent.PostJsonAsync(
            "/api/v1/requests",
            new { service = Rent, answers = SeedCatalogue.Example(Rent), materials = new[] { new { id = "social-insurance", file } } }, "own-paper");
        filed.Is(HttpStatusCode.Created);
        using var desk = await App.SignInAsync("desk-housing");
        await RequestCalls.OnDeskAsync(desk, "housing", filed.Text("number"));
        var material = Assert.Single(Part(await AtDeskAsync(filed.Text("number")), "materials").EnumerateArray());
        Assert.Equal(("social-insurance", file), (material.GetProperty("id").GetString(), material.GetProperty("file").GetString()));
        Assert.Equal("from_shared_data", Error(
            await ActAsync(filed.Text("number"), "request-supplement", new { items = new[] { new { material = "social-insurance", text = "与系统不符" } }, dueWorkingDays = 5 }), "/items/0"));
    }

    // 浙规 7: a paper is handed in once. No desk may ask for it again.
    [Fact]
    public async Task L15_What_the_office_fetches_itself_may_not_be_asked_for()
    {
        var number = await FileAsync("li-wei", Rent);
        Assert.Equal("from_shared_data", Error(await AskAsync(new { material = "social-insurance", text = "社保证明" }), "/items/0"));
        Assert.Equal("not_in_list", Error(await AskAsync(new { material = "birth-certificate", text = "出生证明" }), "/items/0"));
        Assert.Equal("not_in_list", Error(await AskAsync(new { field = "shoeSize", text = "鞋码" }), "/items/0"));
        Assert.Equal("material_or_field", Error(await AskAsync(new { text = "什么都要" }), "/items/0"));
        Assert.Equal("submitted", (await SeenAsync("li-wei", number)).Text("state"));

        Task<Answer> AskAsync(object item) => ActAsync(number, "request-supplement", new { items = new[] { item }, dueWorkingDays = 5 });
    }
}
