using System.Net;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Drafts;
using TalentPass.Core.Files;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.Casework;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Files;

/// <summary>
/// Whatever a talent can fill has a quota, also when many calls come at once. What is refused leaves nothing in storage, and lists
/// read no contents.
/// </summary>
public sealed class When_a_talent_keeps_too_much(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const int Files = 5;
    private const int FileBytes = 20 * 1024 * 1024;
    private const int Drafts = 6;
    private const int DraftBytes = 1024 * 1024;
    private const int Open = 4;
    private readonly WatchedStorage _storage = new("0000w3e1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync() => await StartAsync(
        new()
        {
            ["Quotas:Files"] = $"{Files}",
            ["Quotas:FileBytes"] = $"{FileBytes}",
            ["Quotas:Drafts"] = $"{Drafts}",
            ["Quotas:DraftBytes"] = $"{DraftBytes}",
            ["Quotas:OpenRequests"] = $"{Open}",
        },
        services => services.AddSingleton<HttpPipelineTransport>(_storage));

    [Fact]
    public async Task Of_many_uploads_at_once_as_many_are_kept_as_there_is_room_for()
    {
        using var talent = await App.SignInAsync("li-wei");
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => FileCalls.UploadAsync(talent, $"{number}.pdf", Pdf(number))));
        Assert.Equal(Files, answers.Count(each => each.Status == HttpStatusCode.Created));
        Assert.All(answers.Where(each => each.Status != HttpStatusCode.Created), each => each.Is(HttpStatusCode.Conflict, "too_many_files"));
        Assert.Equal(
            answers.Where(each => each.Status == HttpStatusCode.Created).Select(each => $"0000w3e1/{each.Text("file")}").Order(StringComparer.Ordinal),
            (await FileCalls.BlobsAsync(App)).Order(StringComparer.Ordinal));
        Assert.Equal(Files, await RemindersAsync());

        // The next one is refused before its content is read, and others are not concerned.
        _storage.Forget();
        var refused = await FileCalls.UploadAsync(talent, "more.pdf", Pdf(99));
        Assert.Contains($"{Files}", refused.Is(HttpStatusCode.Conflict, "too_many_files").Text("detail"), StringComparison.Ordinal);
        Assert.DoesNotContain(_storage.Calls, call => call.StartsWith("PUT", StringComparison.Ordinal));
        using var other = await App.SignInAsync("zhang-hui");
        (await FileCalls.UploadAsync(other, "a.pdf", Pdf(1))).Is(HttpStatusCode.Created);

        // When unused files are collected, there is room again.
        Clock.Set(Day(2026, 2, 15));
        await App.Services.GetRequiredService<CollectFiles>().RunAsync(Cancel);
        using var later = await App.SignInAsync("li-wei");
        (await FileCalls.UploadAsync(later, "again.pdf", Pdf(1))).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_upload_sent_again_gets_its_first_answer_also_when_there_is_no_room()
    {
        using var talent = await App.SignInAsync("li-wei");
        var first = await FileCalls.UploadAsync(talent, "0.pdf", Pdf(0), key: "k0");
        foreach (var number in Enumerable.Range(1, Files - 1))
        {
            (await FileCalls.UploadAsync(talent, $"{number}.pdf", Pdf(number))).Is(HttpStatusCode.Created);
        }

        var again = await FileCalls.UploadAsync(talent, "0.pdf", Pdf(0), key: "k0");
        Assert.Equal((HttpStatusCode.Created, true, first.Text("file")), (again.Status, again.Replayed, again.Text("file")));
        (await FileCalls.UploadAsync(talent, "0.pdf", Pdf(7), key: "k0")).Is(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        (await FileCalls.UploadAsync(talent, "0.pdf", Pdf(7), key: "k7")).Is(HttpStatusCode.Conflict, "too_many_files");
        Assert.Equal(Files, (await FileCalls.BlobsAsync(App)).Count);
        Assert.Equal(Files, await RemindersAsync());
    }

    [Fact]
    public async Task The_bytes_of_all_files_together_are_limited_too()
    {
        using var talent = await App.SignInAsync("li-wei");
        var nine = new byte[9 * 1024 * 1024];
        FileCalls.Pdf.CopyTo(nine, 0);
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(number => FileCalls.UploadAsync(talent, $"{number}.pdf", nine)));
        Assert.Equal(2, answers.Count(each => each.Status == HttpStatusCode.Created));
        Assert.Contains("20 MiB", Assert.Single(answers, each => each.Code == "too_many_files").Text("detail"), StringComparison.Ordinal);
        (await FileCalls.UploadAsync(talent, "small.pdf", Pdf(1))).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_turns_out_bad_leaves_nothing_behind()
    {
        using var talent = await App.SignInAsync("li-wei");
        var long_ = new byte[UploadFile.MaxBytes + 1];
        FileCalls.Pdf.CopyTo(long_, 0);
        Assert.Equal("body_too_large", (await FileCalls.UploadAsync(talent, "long.pdf", long_, chunked: true)).Code);
        using var two = new MultipartFormDataContent
        {
            { new ByteArrayContent(FileCalls.Pdf), "file", "one.pdf" }, { new ByteArrayContent(FileCalls.Pdf), "file", "two.pdf" },
        };
        using var padded = new MultipartFormDataContent { { new ByteArrayContent(FileCalls.Pdf), "file", "one.pdf" }, { new ByteArrayContent([.. long_, .. new byte[100_000]]), "padding" } };
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/api/v1/files") { Content = padded };
        chunked.Headers.TransferEncodingChunked = true;
        Assert.Equal("body_too_large", (await FileCalls.SendAsync(talent, chunked)).Code);
        Assert.Equal("too_many", Error(await FileCalls.SendAsync(talent, new HttpRequestMessage(HttpMethod.Post, "/api/v1/files") { Content = two }), "/file"));
        var container = App.Services.GetRequiredService<StorageClients>().Container(StorageLayout.Files);
        await foreach (var blob in container.GetBlobsAsync(new GetBlobsOptions { States = BlobStates.Uncommitted }, Cancel))
        {
            Assert.Fail($"{blob.Name} is left.");
        }

        Assert.Equal(0, await RemindersAsync());
    }

    [Fact]
    public async Task A_list_of_large_drafts_reads_none_of_them_and_each_can_be_read()
    {
        using var talent = await App.SignInAsync("li-wei");
        foreach (var number in Enumerable.Range(0, 4))
        {
            (await SaveAsync(talent, $"large-{number}", new string('x', 240_000))).Is(HttpStatusCode.OK);
        }

        (await SaveAsync(talent, "small", "few words")).Is(HttpStatusCode.OK);
        _storage.Forget();
        var lists = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => talent.GetJsonAsync("/api/v1/drafts?limit=100")));
        Assert.All(lists, list => Assert.Equal(5, list.Is(HttpStatusCode.OK).Items.Count));
        Assert.Equal(40, _storage.Calls.Count);
        Assert.InRange(_storage.TableBytes, 1, 40 * 10_000);

        var large = lists[0].Items[0];
        Assert.Equal(("large-0", Rent, false), (large.GetProperty("draftId").GetString(), large.GetProperty("service").GetString(), large.TryGetProperty("answers", out _)));
        Assert.Equal("few words", lists[0].Items[^1].GetProperty("answers").GetProperty("bankName").GetString());
        var whole = (await talent.GetJsonAsync("/api/v1/drafts/large-0")).Is(HttpStatusCode.OK);
        Assert.Equal(240_000, whole.Text("answers", "bankName").Length);
        (await talent.GetJsonAsync("/api/v1/drafts/none")).Is(HttpStatusCode.NotFound, "not_found");
        using var other = await App.SignInAsync("zhang-hui");
        (await other.GetJsonAsync("/api/v1/drafts/large-0")).Is(HttpStatusCode.NotFound, "not_found");

        // Saving counts the others, and collecting files looks for theirs, without reading their contents.
        _storage.Forget();
        (await SaveAsync(talent, "small", "other words")).Is(HttpStatusCode.OK);
        Assert.False(await App.Services.GetRequiredService<DraftStore>().HoldsAsync("0000w3e1", "nothing", Cancel));
        Assert.InRange(_storage.TableBytes, 1, 20_000);
    }

    [Fact]
    public async Task The_number_and_the_bytes_of_drafts_are_limited_also_when_they_are_saved_at_once()
    {
        using var talent = await App.SignInAsync("li-wei");
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => SaveAsync(talent, $"d{number}", "x")));
        Assert.Equal(Drafts, answers.Count(each => each.Status == HttpStatusCode.OK));
        Assert.All(answers.Where(each => each.Status != HttpStatusCode.OK), each => each.Is(HttpStatusCode.Conflict, "too_many_drafts"));
        Assert.Equal(Drafts, (await talent.GetJsonAsync("/api/v1/drafts?limit=100")).Items.Count);

        using var other = await App.SignInAsync("zhang-hui");
        var large = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => SaveAsync(other, $"d{number}", new string('x', 240_000))));
        Assert.Equal(4, large.Count(each => each.Status == HttpStatusCode.OK));
        var refused = large.First(each => each.Status != HttpStatusCode.OK);
        Assert.Contains("1024 KiB", refused.Is(HttpStatusCode.Conflict, "too_many_drafts").Text("detail"), StringComparison.Ordinal);

        // A draft that is there may be saved again, and one that is deleted makes room.
        var kept = Enumerable.Range(0, 6).First(number => large[number].Status == HttpStatusCode.OK);
        (await SaveAsync(other, $"d{kept}", new string('x', 240_000))).Is(HttpStatusCode.OK);
        (await other.CallAsync(HttpMethod.Delete, $"/api/v1/drafts/d{kept}")).Is(HttpStatusCode.NoContent);
        (await SaveAsync(other, "another", new string('x', 240_000))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_so_many_requests_are_open_at_a_time()
    {
        using var talent = await App.SignInAsync("li-wei");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => FileAsync(talent, $"k{number}")));
        Assert.Equal(Open, answers.Count(each => each.Status == HttpStatusCode.Created));
        Assert.All(answers.Where(each => each.Status != HttpStatusCode.Created), each => each.Is(HttpStatusCode.TooManyRequests, "too_many_open"));

        // A call that was answered before is answered again, and a request that ends makes room.
        var first = Array.FindIndex(answers, each => each.Status == HttpStatusCode.Created);
        Assert.True((await FileAsync(talent, $"k{first}")).Is(HttpStatusCode.Created).Replayed);
        var bundle = await talent.PostJsonAsync("/api/v1/bundles/new-arrival/requests", new
        {
            answers = SeedCatalogue.Published.Content.Bundle("new-arrival")!.Services.ToDictionary(each => each, SeedCatalogue.Example),
        });
        bundle.Is(HttpStatusCode.TooManyRequests, "too_many_open");
        (await talent.PostJsonAsync($"/api/v1/requests/{answers[first].Text("number")}/withdraw", new { reason = "不办了" })).Is(HttpStatusCode.OK);
        (await FileAsync(talent, "one-more")).Is(HttpStatusCode.Created);
        (await FileAsync(talent, "two-more")).Is(HttpStatusCode.TooManyRequests, "too_many_open");
    }

    private static byte[] Pdf(int number) => [.. FileCalls.Pdf, (byte)number];

    private static Task<Answer> FileAsync(HttpClient talent, string key) =>
        talent.PostJsonAsync("/api/v1/requests", new { service = Rent, answers = SeedCatalogue.Example(Rent, ("rentalAddress", $"\"海曙区{key}\"")) }, key);

    private static Task<Answer> SaveAsync(HttpClient talent, string draft, string words) =>
        talent.CallAsync(HttpMethod.Put, $"/api/v1/drafts/{draft}", new { service = Rent, answers = new { bankName = words } });

    private async Task<int> RemindersAsync()
    {
        var count = 0;
        await foreach (var row in App.Services.GetRequiredService<TalentsTable>().Client.QueryAsync<TableEntity>(select: ["RowKey"], cancellationToken: Cancel))
        {
            count += row.RowKey.StartsWith("!g|", StringComparison.Ordinal) ? 1 : 0;
        }

        return count;
    }
}
