using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Identity;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.WeChat;

namespace TalentPass.Functions.Tests.Notifications;

/// <summary>A desk asks for a supplement: what the talent reads in the app and gets on each channel, and what the desk sees of it.</summary>
public sealed class When_somebody_is_told(AzuriteFixture azurite) : WithNotices(azurite)
{
    private const string Asked = "supplement-requested", Words = "租赁合同缺少最后一页", OpenId = "openid-li-wei", Address = "li.wei@city.example";

    [Fact]
    public async Task The_talent_reads_it_in_the_app_at_once()
    {
        var number = await AskedAsync("li-wei");
        using var talent = await App.SignInAsync("li-wei");
        var notice = Assert.Single((await talent.GetJsonAsync(List)).Items);
        Assert.Equal((Asked, "申请材料需要补正", number), (notice.GetProperty("kind").GetString(), notice.GetProperty("title").GetString(), notice.GetProperty("number").GetString()));
        Assert.Contains(Words, notice.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("2026年2月27日", notice.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("app told", Channels(notice), StringComparison.Ordinal);
        Assert.False(notice.TryGetProperty("readAt", out _));

        talent.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var english = Assert.Single((await talent.GetJsonAsync(List)).Items);
        Assert.Equal("Your request needs a supplement", english.GetProperty("title").GetString());
        Assert.Contains("27 February 2026", english.GetProperty("text").GetString(), StringComparison.Ordinal);
        await HasHeadAsync(talent, List);
        await HasHeadAsync(talent, $"{List}/unread");

        using var other = await App.SignInAsync("zhang-hui");
        Assert.Empty((await other.GetJsonAsync(List)).Items);
        Assert.Equal(0, (await other.GetJsonAsync($"{List}/unread")).Member("count").GetInt32());
    }

    [Fact]
    public async Task All_up_to_what_was_read_is_read()
    {
        await AskedAsync("li-wei");
        Clock.Set(Clock.GetUtcNow().AddMinutes(1));
        await AskedAsync("li-wei");
        Clock.Set(Clock.GetUtcNow().AddMinutes(1));
        using var talent = await App.SignInAsync("li-wei");
        var items = (await talent.GetJsonAsync(List)).Items;
        Assert.Equal((2, 2), (items.Count, await UnreadAsync(talent)));
        await ReadAsync(talent, items[1].GetProperty("id").GetString()!);
        Assert.Equal(1, await UnreadAsync(talent));
        Assert.Equal([false, true], (await talent.GetJsonAsync(List)).Items.Select(each => each.TryGetProperty("readAt", out _)));
        await ReadAsync(talent, items[0].GetProperty("id").GetString()!);
        var read = (await talent.GetJsonAsync(List)).Items;
        Assert.Equal(0, await UnreadAsync(talent));
        Assert.True(read[0].GetProperty("readAt").GetDateTimeOffset() >= read[1].GetProperty("readAt").GetDateTimeOffset());

        // Somebody else's id counts as a place in one's own list, and does nothing to theirs.
        using var other = await App.SignInAsync("zhang-hui");
        await ReadAsync(other, items[0].GetProperty("id").GetString()!);
        foreach (var wrong in new[] { "", "1", "../../x", "7068400000000000000|0000w3e1", new string('a', 80) })
        {
            Assert.Equal("invalid_structure", Error((await talent.PostJsonAsync($"{List}/read", new { upTo = wrong })).Is(HttpStatusCode.UnprocessableEntity, "validation_failed"), "/upTo"));
        }

        (await talent.PostJsonAsync($"{List}/read", new { })).Is(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_long_list_has_pages_and_more_than_a_hundred_are_not_counted()
    {
        await AddAsync(230);
        using var talent = await App.SignInAsync("li-wei");
        Assert.Equal(100, await UnreadAsync(talent));
        var (ids, cursor) = (new List<string>(), "");
        do
        {
            var page = await talent.GetJsonAsync($"{List}?limit=100{cursor}");
            ids.AddRange(page.Items.Select(each => each.GetProperty("id").GetString()!));
            cursor = page.Text("nextCursor") is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(230, ids.Distinct().Count());
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);

        var first = await talent.GetJsonAsync($"{List}?limit=1");
        using var other = await App.SignInAsync("zhang-hui");
        (await other.GetJsonAsync($"{List}?limit=1&cursor={first.Text("nextCursor")}")).Is(HttpStatusCode.BadRequest, "invalid_parameter");
        (await talent.GetJsonAsync($"{List}?limit=0")).Is(HttpStatusCode.BadRequest, "invalid_parameter");

        await ReadAsync(talent, ids[0]);
        Assert.Equal(0, await UnreadAsync(talent));
        Assert.All((await talent.GetJsonAsync($"{List}?limit=100")).Items, each => Assert.True(each.TryGetProperty("readAt", out _)));
    }

    [Fact]
    public async Task The_desk_that_has_the_case_sees_on_what_day_and_by_what()
    {
        var number = await AskedAsync("li-wei");
        using var desk = await App.SignInAsync("desk-housing");
        var path = $"/api/v1/desks/housing/requests/{number}/notifications";
        var told = Assert.Single((await desk.GetJsonAsync(path)).Is(HttpStatusCode.OK).Items);
        Assert.Equal((Asked, "app"), (told.GetProperty("kind").GetString(), told.GetProperty("toldBy").GetString()));
        Assert.Equal(told.GetProperty("at").GetDateTimeOffset(), told.GetProperty("toldAt").GetDateTimeOffset());
        await HasHeadAsync(desk, path);
        using var supervisor = await App.SignInAsync("supervisor");
        (await supervisor.GetJsonAsync(path)).Is(HttpStatusCode.OK);

        using var health = await App.SignInAsync("desk-health");
        (await health.GetJsonAsync(path)).Is(HttpStatusCode.Forbidden);
        (await health.GetJsonAsync($"/api/v1/desks/health/requests/{number}/notifications")).Is(HttpStatusCode.NotFound);
        (await desk.GetJsonAsync("/api/v1/desks/housing/requests/7K2M-9QXW-3R4T-8NZA-5/notifications")).Is(HttpStatusCode.NotFound);
        using var talent = await App.SignInAsync("li-wei");
        (await talent.GetJsonAsync(path)).Is(HttpStatusCode.Forbidden);
        Assert.Contains((await talent.GetJsonAsync("/api/v1/passes/current/access-log")).Items, each => each.GetProperty("action").GetString() == "case.read");
    }

    [Fact]
    public async Task A_text_message_says_what_to_do_and_nothing_of_what_the_officer_wrote()
    {
        var number = await AskedAsync("li-wei");
        using var talent = await App.SignInAsync("li-wei");
        await StandsAsync(talent, number, Asked, "app told, sms told");
        Assert.Equal(
            $"【宁波人才】您的人才租房补贴申请（{number}）需要补正材料，逾期未补正的，视为撤回申请。补正期限：2026年2月27日。请打开“人才一码通”查看。", Assert.Single(Servers.TextsTo(LiWeisPhone)));
        await SweepAsync();
        Assert.Equal(1, Servers.Sms.Calls);
        Assert.Empty(Servers.Mail.Mails);
    }

    [Fact]
    public async Task A_letter_goes_to_the_address_that_was_confirmed()
    {
        using var talent = await App.SignInAsync("li-wei");
        (await talent.CallAsync(HttpMethod.Put, Settings, new { email = Address })).Is(HttpStatusCode.OK);
        var early = await AskedAsync("li-wei");
        await StandsAsync(talent, early, Asked, "app told, sms told");
        (await talent.PostJsonAsync($"{Settings}/email/confirm", new { code = await CodeAsync(Address) })).Is(HttpStatusCode.OK);
        var number = await AskedAsync("li-wei");
        await StandsAsync(talent, number, Asked, "app told, email told");
        await Eventually.HoldsAsync(() => Servers.LettersTo(Address).Count == 2, "the code and the notice");
        var letter = Servers.LettersTo(Address)[1];
        Assert.Equal("申请材料需要补正", letter.Subject);
        Assert.Contains(number, letter.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain(Words, letter.TextBody, StringComparison.Ordinal);
        Assert.Single(Servers.TextsTo(LiWeisPhone));
    }

    [Fact]
    public async Task A_consent_is_good_for_one_message_in_WeChat_and_the_next_goes_elsewhere()
    {
        await BindAsync(LiWei, OpenId);
        using var talent = await App.SignInAsync("li-wei");
        await ConsentAsync(talent, 1);
        var first = await AskedAsync("li-wei");
        await StandsAsync(talent, first, Asked, "app told, wechat told");
        await StandsAsync(talent, await AskedAsync("li-wei"), Asked, "app told, sms told");
        Assert.Equal(0, await BalanceAsync(talent));
        var shown = Assert.Single(Servers.WeChatTo(OpenId)).Body;
        Assert.Equal(("T-todo", $"cases/request/request?number={first}"), (shown.GetProperty("template_id").GetString(), shown.GetProperty("page").GetString()));
        Assert.DoesNotContain(Words, shown.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_took_the_consent_back_in_WeChat_is_told_by_a_text_message()
    {
        await BindAsync(LiWei, OpenId);
        using var talent = await App.SignInAsync("li-wei");
        await ConsentAsync(talent, 5);
        Servers.WeChat.FailNext(WeChatServer.SendPath, 43101);
        await StandsAsync(talent, await AskedAsync("li-wei"), Asked, "app told, wechat refused, sms told");
        Assert.Equal(0, await BalanceAsync(talent));
        Assert.Empty(Servers.WeChatSent);
    }

    [Fact]
    public async Task A_template_that_only_the_operator_can_mend_holds_nobody_back()
    {
        await BindAsync(LiWei, OpenId);
        using var talent = await App.SignInAsync("li-wei");
        await ConsentAsync(talent, 1);
        Servers.WeChat.FailNext(WeChatServer.SendPath, 47003);
        var number = await AskedAsync("li-wei");
        await StandsAsync(talent, number, Asked, "app told, wechat waiting, sms told");
        Assert.Equal(1, await BalanceAsync(talent));
        await LaterAsync(TimeSpan.FromMinutes(16));
        using var later = await App.SignInAsync("li-wei");
        await StandsAsync(later, number, Asked, "app told, sms told, wechat told");
        Assert.Equal((0, 1, 1), (await BalanceAsync(later), Servers.WeChatTo(OpenId).Count, Servers.TextsTo(LiWeisPhone).Count));
    }

    [Fact]
    public async Task A_busy_WeChat_is_tried_again_and_the_consent_is_kept()
    {
        await BindAsync(LiWei, OpenId);
        using var talent = await App.SignInAsync("li-wei");
        await ConsentAsync(talent, 1);
        Servers.WeChat.FailNext(WeChatServer.SendPath, -1);
        var number = await AskedAsync("li-wei");
        await StandsAsync(talent, number, Asked, "app told, wechat waiting");
        await Eventually.HoldsAsync(async () => await BalanceAsync(talent) == 1, "the consent is given back");
        Assert.Equal(0, Servers.Sms.Calls);
        await LaterAsync(TimeSpan.FromMinutes(3));
        await StandsAsync(talent, number, Asked, "app told, wechat told");
        Assert.Equal((0, 1), (await BalanceAsync(talent), Servers.WeChatTo(OpenId).Count));
    }

    [Fact]
    public async Task A_lost_answer_of_the_gateway_is_asked_for_again()
    {
        Servers.Sms.LoseNext();
        using var talent = await App.SignInAsync("li-wei");
        var number = await AskedAsync("li-wei");
        await StandsAsync(talent, number, Asked, "app told, sms waiting");
        await LaterAsync(TimeSpan.FromMinutes(3));
        await StandsAsync(talent, number, Asked, "app told, sms told");
        Assert.Equal((1, 2), (Servers.TextsTo(LiWeisPhone).Count, Servers.Sms.Calls));
    }

    private async Task LaterAsync(TimeSpan time)
    {
        Clock.Set(Clock.GetUtcNow() + time);
        await Eventually.HoldsAsync(async () => await SweepAsync() > 0, "the sweep has rung");
    }

    private static async Task<int> UnreadAsync(HttpClient talent) => (await talent.GetJsonAsync($"{List}/unread")).Is(HttpStatusCode.OK).Member("count").GetInt32();

    private static async Task ReadAsync(HttpClient talent, string upTo) => (await talent.PostJsonAsync($"{List}/read", new { upTo })).Is(HttpStatusCode.NoContent);

    private async Task AddAsync(int count)
    {
        var (table, ledger) = (App.Services.GetRequiredService<TalentsTable>(), App.Services.GetRequiredService<NoticeLedger>());
        for (var index = 0; index < count; index++)
        {
            var change = new Transaction(Shard.Of(LiWei), OperationId.New(RandomSource.System));
            ledger.Add(change, LiWei, $"n-{index:d4}", new NoticeContent("accepted", Clock.GetUtcNow().AddHours(-index), $"N-{index}"));
            Assert.IsType<Commit.Written>(await table.CommitAsync(change, Cancel));
        }
    }
}
