using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// Messages that did not reach a desk (dead letters). The supervisor can list them, put them back into the queue, or discard
/// them.
/// </summary>
public sealed class When_letters_are_dead(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const string Path = "/api/v1/desks/housing/dead-letters";

    [Fact]
    public async Task A_message_nobody_can_read_is_listed_with_its_reason_and_discarded_by_two()
    {
        await Clients.Queue("desk-housing").SendMessageAsync("{\"name\":\"from-the-future\",\"version\":9,\"data\":{}}", TestContext.Current.CancellationToken);
        using var supervisor = await App.SignInAsync("supervisor");
        var letter = Assert.Single(await LettersAsync(supervisor, 1));
        Assert.Equal("unknown_message", letter.GetProperty("reason").GetString());
        Assert.Contains("from-the-future", letter.GetProperty("body").GetString(), StringComparison.Ordinal);

        var path = $"{Path}/{letter.GetProperty("id").GetString()}";
        Assert.Equal("validation_failed", (await supervisor.PostJsonAsync($"{path}/discard", new { })).Code);
        Assert.Equal("discard-proposed", (await supervisor.PostJsonAsync($"{path}/discard", new { reason = "测试消息" })).Is(HttpStatusCode.OK).Text("done"));
        Assert.Equal("second_person_needed", (await supervisor.PostJsonAsync($"{path}/discard", new { reason = "测试消息" })).Is(HttpStatusCode.Forbidden).Code);
        Assert.Equal("supervisor", Assert.Single(await LettersAsync(supervisor)).GetProperty("proposedBy").GetString());
        using var second = await App.SignInAsync("supervisor-2");
        Assert.Equal("discarded", (await second.PostJsonAsync($"{path}/discard", new { reason = "确认" })).Is(HttpStatusCode.OK).Text("done"));
        Assert.Empty(await LettersAsync(supervisor, 0));
        Assert.Equal("not_found", (await supervisor.PostJsonAsync($"{path}/discard", new { reason = "再来" })).Code);
        Assert.Equal("not_found", (await supervisor.PostJsonAsync($"{Path}/a%7Cb/requeue", new { })).Code);
    }

    // The longest message that a queue takes: 48 KiB, which are 64 KiB in base64.
    [Theory]
    [InlineData("a", 1)]
    [InlineData("𬭎", 4)]
    public async Task A_long_message_is_kept_whole_and_put_back_whole(string character, int bytes)
    {
        const int longest = 48 * 1024;
        const string name = "{\"name\":\"";
        var text = name + string.Concat(Enumerable.Repeat(character, (longest - name.Length) / bytes));
        await Clients.Queue("desk-housing").SendMessageAsync(text, TestContext.Current.CancellationToken);
        using var supervisor = await App.SignInAsync("supervisor");
        var letter = Assert.Single(await LettersAsync(supervisor, 1));
        Assert.Equal(("not_json", text), (letter.GetProperty("reason").GetString(), letter.GetProperty("body").GetString()));
        (await supervisor.PostJsonAsync($"{Path}/{letter.GetProperty("id").GetString()}/requeue", new { })).Is(HttpStatusCode.OK);
        var again = Assert.Single(await LettersAsync(supervisor, 1));
        Assert.Equal(text, again.GetProperty("body").GetString());
    }

    [Fact]
    public async Task A_message_that_was_given_up_is_put_back_and_reaches_the_desk()
    {
        using var talent = await App.SignInAsync("li-wei");
        var number = (await RequestCalls.FileAsync(talent, Rent)).Text("number");
        using var desk = await App.SignInAsync("desk-housing");
        await RequestCalls.OnDeskAsync(desk, "housing", number);
        var cancel = TestContext.Current.CancellationToken;
        var poison = Clients.Queue($"desk-housing{StorageLayout.PoisonSuffix}");
        await poison.CreateIfNotExistsAsync(cancellationToken: cancel);
        await poison.SendMessageAsync("{\"name\":\"from-the-future\",\"version\":9,\"data\":{}}", cancel);

        using var supervisor = await App.SignInAsync("supervisor");
        var letter = Assert.Single(await LettersAsync(supervisor, 1));
        Assert.Equal("poison", letter.GetProperty("reason").GetString());
        Assert.Equal("requeued", (await supervisor.PostJsonAsync($"{Path}/{letter.GetProperty("id").GetString()}/requeue", new { })).Text("done"));

        // After the message is put back, it is read again. It is still unknown, so the desk's handler now stores it as a dead
        // letter itself.
        var again = Assert.Single(await HttpJson.UntilAsync(() => LettersAsync(supervisor), all => all.Any(each => each.GetProperty("reason").GetString() != "poison"), "the message is read again"));
        Assert.Equal("unknown_message", again.GetProperty("reason").GetString());
        Assert.Equal(0, (await poison.GetPropertiesAsync(cancel)).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Many_of_them_come_in_pages_the_unreadable_first()
    {
        var cancel = TestContext.Current.CancellationToken;
        for (var each = 0; each < 3; each++)
        {
            await Clients.Queue("desk-housing").SendMessageAsync($"{{\"name\":\"unknown-{each}\",\"version\":9,\"data\":{{}}}}", cancel);
        }

        using var supervisor = await App.SignInAsync("supervisor");
        await LettersAsync(supervisor, 3);
        var poison = Clients.Queue($"desk-housing{StorageLayout.PoisonSuffix}");
        await poison.CreateIfNotExistsAsync(cancellationToken: cancel);
        for (var each = 0; each < 4; each++)
        {
            await poison.SendMessageAsync($"{{\"name\":\"given-up-{each}\",\"version\":9,\"data\":{{}}}}", cancel);
        }

        var (reasons, ids) = (new List<string?>(), new HashSet<string?>());
        string? cursor = null;
        do
        {
            var page = await supervisor.GetJsonAsync($"{Path}?limit=2{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            var items = page.Items.ToList();
            Assert.InRange(items.Count, 1, 2);
            reasons.AddRange(items.Select(each => each.GetProperty("reason").GetString()));
            ids.UnionWith(items.Select(each => each.GetProperty("id").GetString()));
            cursor = page.Text("nextCursor");
        }
        while (cursor is not null);
        Assert.Equal(["unknown_message", "unknown_message", "unknown_message", "poison", "poison", "poison", "poison"], reasons);
        Assert.Equal(7, ids.Count);
    }

    [Fact]
    public async Task A_message_that_is_no_base64_is_given_up_by_the_host_and_listed_as_it_is()
    {
        var cancel = TestContext.Current.CancellationToken;
        await Clients.RawQueue("desk-housing").SendMessageAsync("hello", cancel);
        using var supervisor = await App.SignInAsync("supervisor");
        var letter = Assert.Single(await LettersAsync(supervisor, 1));
        Assert.Equal(("poison", "hello"), (Reason(letter), Body(letter)));

        // It comes back as often as it is sent.
        (await RequeueAsync(supervisor, letter)).Is(HttpStatusCode.OK);
        letter = Assert.Single(await LettersAsync(supervisor, 1));
        Assert.Equal(("poison", "hello"), (Reason(letter), Body(letter)));
        await DiscardByTwoAsync(supervisor, letter);
        Assert.Empty(await LettersAsync(supervisor));
    }

    [Fact]
    public async Task After_one_is_discarded_the_others_are_there_at_once_and_can_be_discarded_too()
    {
        await GiveUpAsync(2);
        using var supervisor = await App.SignInAsync("supervisor");
        var letters = await LettersAsync(supervisor);
        Assert.Equal(2, letters.Count);
        await DiscardByTwoAsync(supervisor, letters[0]);
        Assert.Equal(Id(letters[1]), Id(Assert.Single(await LettersAsync(supervisor))));
        await DiscardByTwoAsync(supervisor, letters[1]);
        Assert.Empty(await LettersAsync(supervisor));
    }

    [Fact]
    public async Task Forty_of_them_are_all_listed_and_the_last_is_put_back()
    {
        await GiveUpAsync(40);
        using var supervisor = await App.SignInAsync("supervisor");
        var letters = (await supervisor.GetJsonAsync($"{Path}?limit=100")).Items;
        Assert.Equal(40, letters.Select(Id).Distinct().Count());
        Assert.All(letters, letter => Assert.Equal("poison", Reason(letter)));
        (await RequeueAsync(supervisor, letters[^1])).Is(HttpStatusCode.OK);
        Assert.DoesNotContain((await supervisor.GetJsonAsync($"{Path}?limit=100")).Items, letter => Id(letter) == Id(letters[^1]));
    }

    [Fact]
    public async Task Of_two_supervisors_at_once_each_sees_all_and_one_of_them_has_done_it()
    {
        await GiveUpAsync(8);
        using var supervisor = await App.SignInAsync("supervisor");
        var both = await Task.WhenAll(LettersAsync(supervisor), LettersAsync(supervisor));
        Assert.All(both, letters => Assert.Equal(8, letters.Count));
        using var second = await App.SignInAsync("supervisor-2");
        foreach (var letter in both[0])
        {
            var proposals = await Task.WhenAll(DiscardAsync(supervisor, letter), DiscardAsync(supervisor, letter));
            Assert.Contains(proposals, each => each.Status == HttpStatusCode.OK);
            Assert.All(proposals, each => Assert.True(each.Status == HttpStatusCode.OK || each.Code is "changed_meanwhile" or "second_person_needed", $"{each}"));
            var answers = await Task.WhenAll(DiscardAsync(second, letter), DiscardAsync(second, letter));
            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.NotFound], answers.Select(each => each.Status).Order());
        }

        Assert.Empty(await LettersAsync(supervisor));
    }

    [Fact]
    public async Task A_long_message_is_put_back_whole()
    {
        var cancel = TestContext.Current.CancellationToken;
        var text = $"{{\"name\":\"{new string('长', 12_000)}\",\"version\":9,\"data\":{{}}}}";
        await Clients.Queue("desk-health").SendMessageAsync(text, cancel);
        using var supervisor = await App.SignInAsync("supervisor");
        var letter = Assert.Single(await HttpJson.UntilAsync(() => LettersAsync(supervisor, "health"), all => all.Count == 1, "the letter"));
        Assert.Equal(text, Body(letter));
        await App.Services.GetRequiredService<DeskStore>().QuarantineAsync("office", text, "unknown_message", DateTimeOffset.UnixEpoch, "op", cancel);
        var rig = App.Services.GetRequiredService<DeadLetters>();
        var office = Assert.Single(((Outcome<Page<DeadLetter>>.Done)await rig.ListAsync("office", PageRequest.First, cancel)).Value.Items);
        Assert.Equal(text, office.Body);

        var path = $"/api/v1/desks/health/dead-letters/{Id(letter)}/requeue";
        (await supervisor.PostJsonAsync(path, new { })).Is(HttpStatusCode.OK);
        // Its handler quarantines it again, under the same id, because it is the same message to the last character.
        Assert.Equal(Id(letter), Id(Assert.Single(await HttpJson.UntilAsync(() => LettersAsync(supervisor, "health"), all => all.Count == 1, "the letter again"))));
    }

    [Fact]
    public async Task Only_supervisors_see_them()
    {
        using var desk = await App.SignInAsync("desk-housing");
        (await desk.GetJsonAsync(Path)).Is(HttpStatusCode.Forbidden);
        using var supervisor = await App.SignInAsync("supervisor");
        Assert.Empty(await LettersAsync(supervisor));
    }

    private StorageClients Clients => App.Services.GetRequiredService<StorageClients>();

    private static string? Id(JsonElement letter) => letter.GetProperty("id").GetString();

    private static string? Reason(JsonElement letter) => letter.GetProperty("reason").GetString();

    private static string? Body(JsonElement letter) => letter.GetProperty("body").GetString();

    private static Task<Answer> RequeueAsync(HttpClient supervisor, JsonElement letter) => supervisor.PostJsonAsync($"{Path}/{Id(letter)}/requeue", new { });

    private static Task<Answer> DiscardAsync(HttpClient supervisor, JsonElement letter) =>
        supervisor.PostJsonAsync($"{Path}/{Id(letter)}/discard", new { reason = "测试消息" });

    private async Task DiscardByTwoAsync(HttpClient supervisor, JsonElement letter)
    {
        using var second = await App.SignInAsync("supervisor-2");
        Assert.Equal("discard-proposed", (await DiscardAsync(supervisor, letter)).Text("done"));
        Assert.Equal("discarded", (await DiscardAsync(second, letter)).Text("done"));
    }

    // Puts messages into the poison queue, as the host does with those that it gives up on.
    private async Task GiveUpAsync(int count)
    {
        var poison = Clients.Queue($"desk-housing{StorageLayout.PoisonSuffix}");
        await poison.CreateIfNotExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
        for (var each = 0; each < count; each++)
        {
            await poison.SendMessageAsync($"{{\"name\":\"given-up-{each}\",\"version\":9,\"data\":{{}}}}", TestContext.Current.CancellationToken);
        }
    }

    private static async Task<List<JsonElement>> LettersAsync(HttpClient supervisor, string department = "housing") =>
        [.. (await supervisor.GetJsonAsync($"/api/v1/desks/{department}/dead-letters")).Items];

    private static Task<List<JsonElement>> LettersAsync(HttpClient supervisor, int count) =>
        HttpJson.UntilAsync(() => LettersAsync(supervisor), all => all.Count == count, $"{count} letters");
}
