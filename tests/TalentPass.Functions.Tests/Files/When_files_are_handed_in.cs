using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Drafts;
using TalentPass.Core.Files;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.Casework;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Files;

/// <summary>
/// Papers as files. The app checks the content, streams the file, keeps it private, and deletes it when no draft and no request
/// uses it.
/// </summary>
public sealed class When_files_are_handed_in(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private static readonly byte[] _pdf = FileCalls.Pdf;
    private static readonly byte[] _png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Fact]
    public async Task A_file_goes_with_its_request_to_the_handling_department_and_to_nobody_else()
    {
        var uploaded = await UploadAsync("li-wei", "C:\\papers\\租赁合同.exe", _pdf);
        Assert.Equal((HttpStatusCode.Created, "租赁合同.pdf", _pdf.Length), (uploaded.Status, uploaded.Text("name"), uploaded.Member("size").GetInt32()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(_pdf)), uploaded.Text("sha256"));
        var file = uploaded.Text("file");
        var number = await FileWithAsync("li-wei", file);
        Assert.Equal(file, Part(await AtDeskAsync(number), "materials")[0].GetProperty("file").GetString());

        Assert.Equal(_pdf, await DownloadAsync("li-wei", $"/api/v1/files/{file}"));
        Assert.Equal(_pdf, await DownloadAsync("desk-housing", $"/api/v1/desks/housing/requests/{number}/files/{file}"));
        Assert.Null(await DownloadAsync("zhang-hui", $"/api/v1/files/{file}"));
        Assert.Null(await DownloadAsync("supervisor", $"/api/v1/desks/housing/requests/{number}/files/{file}"));
        Assert.Null(await DownloadAsync("desk-hrss", $"/api/v1/desks/hrss/requests/{number}/files/{file}"));
        Assert.Null(await DownloadAsync("desk-hrss", $"/api/v1/desks/housing/requests/{number}/files/{file}"));
        var other = (await UploadAsync("li-wei", "other.png", _png)).Text("file");
        Assert.Null(await DownloadAsync("desk-housing", $"/api/v1/desks/housing/requests/{number}/files/{other}"));

        await ActAsync(number, "transfer", new { department = "hrss", reason = "转办" });
        Assert.Null(await DownloadAsync("desk-housing", $"/api/v1/desks/housing/requests/{number}/files/{file}"));
        Assert.Equal(_pdf, await DownloadAsync("desk-hrss", $"/api/v1/desks/hrss/requests/{number}/files/{file}"));
    }

    [Fact]
    public async Task What_a_file_is_is_told_by_its_content()
    {
        Assert.Equal("unknown_file_type", Error(await UploadAsync("li-wei", "paper.pdf", Encoding.ASCII.GetBytes("MZ this is a program")), "/file"));
        var empty = await UploadAsync("li-wei", "paper.pdf", []);
        Assert.Equal(("required", "文件是空的，请重新选择。"), (Error(empty, "/file"), empty.Text("detail")));
        Assert.Equal("unknown_file_type", Error(await UploadAsync("li-wei", "paper.pdf", "%PDF"u8.ToArray()), "/file"));
        Assert.Equal("photo.jpg", (await UploadAsync("li-wei", "photo.pdf", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0])).Text("name"));
        Assert.Equal("paper.pdf", (await UploadAsync("li-wei", "paper.pdf.PDF", [0xEF, 0xBB, 0xBF, .. _pdf])).Text("name"));
        Assert.Equal("a\"b.pdf", (await UploadAsync("li-wei", "a%22b.pdf", _pdf)).Text("name"));
        Assert.Equal("file.png", (await UploadAsync("li-wei", "../..\u0007/", _png)).Text("name"));
    }

    [Fact]
    public async Task Ten_MiB_are_taken_and_not_a_byte_more_however_it_is_sent()
    {
        var most = new byte[UploadFile.MaxBytes];
        _pdf.CopyTo(most, 0);
        var whole = await UploadAsync("li-wei", "big.pdf", most);
        Assert.Equal((HttpStatusCode.Created, UploadFile.MaxBytes), (whole.Status, whole.Member("size").GetInt32()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(most)), whole.Text("sha256"));

        byte[] more = [.. most, 0];
        Assert.Equal("body_too_large", (await UploadAsync("li-wei", "big.pdf", more)).Code);
        Assert.Equal("body_too_large", (await UploadAsync("li-wei", "big.pdf", more, chunked: true)).Code);
        var files = await FileCalls.BlobsAsync(App);
        Assert.Equal([$"{await TalentIdAsync("li-wei")}/{whole.Text("file")}"], files);
    }

    [Fact]
    public async Task What_is_no_upload_is_refused_clearly()
    {
        using var talent = await App.SignInAsync("li-wei");
        Assert.Equal("unsupported_media_type", (await talent.PostJsonAsync("/api/v1/files", new { })).Code);
        // Cut off before, within and after the first bytes, which tell the type.
        foreach (var start in (string[])["", "%", "%PDF-1.7", "%PDF-1.7\n1 0 o", "%PDF-1.7 cut off"])
        {
            foreach (var boundary in (string[])["b", "----a-long-boundary"])
            {
                var cut = $"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n{start}";
                Assert.Equal("malformed_request", (await PostAsync(talent, cut, $"multipart/form-data; boundary={boundary}")).Code);
            }
        }

        Assert.Equal("malformed_request", (await PostAsync(talent, "nothing", "multipart/form-data")).Code);
        const string One = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7\r\n";
        Assert.Equal("too_many", Error(await PostAsync(talent, $"{One}{One}--b--\r\n", "multipart/form-data; boundary=b"), "/file"));
        (await PostAsync(talent, $"{One}--b--\r\n", "multipart/form-data; boundary=b")).Is(HttpStatusCode.Created);
        foreach (var broken in new[] { "--b\r\n", "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\ncut off", "--b\r\nno header at all\r\n\r\n--b--\r\n", $"--b\r\nX: {new string('x', 20_000)}\r\n\r\n--b--\r\n" })
        {
            Assert.Equal("malformed_request", (await PostAsync(talent, One + broken, "multipart/form-data; boundary=b")).Code);
        }

        Assert.Equal("malformed_request", (await PostAsync(talent, "nothing", "multipart/form-data; boundary=b")).Code);
        Assert.Equal("required", Error(await PostAsync(talent, "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nhi\r\n--b--\r\n", "multipart/form-data; boundary=b"), "/file"));
        using var nobody = await App.SignInAsync("nobody");
        Assert.Equal("validation_failed", (await PostAsync(nobody, "--b--", "multipart/form-data; boundary=b")).Code);
    }

    [Fact]
    public async Task A_paper_names_a_file_of_its_own_applicant_that_is_there()
    {
        var file = (await UploadAsync("li-wei", "a.pdf", _pdf)).Text("file");
        using var other = await App.SignInAsync("zhang-hui");
        var refused = await other.PostJsonAsync("/api/v1/requests", Submission(file), RandomSource.System.Id(20));
        Assert.Equal("unknown_file", Error(refused, "/materials/0/file"));
        Assert.Equal("unknown_file", Error(await other.PostJsonAsync("/api/v1/requests", Submission("a|b"), RandomSource.System.Id(20)), "/materials/0/file"));
    }

    [Fact]
    public async Task A_file_nobody_uses_is_gone_after_a_day_and_a_used_one_stays()
    {
        var used = (await UploadAsync("li-wei", "used.pdf", _pdf)).Text("file");
        var orphan = (await UploadAsync("li-wei", "orphan.pdf", _pdf)).Text("file");
        var number = await FileWithAsync("li-wei", used);
        var again = await FileWithAsync("li-wei", used);
        Assert.NotEqual(number, again);

        Clock.Set(Day(2026, 2, 14).AddMinutes(-5));
        Assert.Equal(0, await CollectAsync());
        Clock.Set(Day(2026, 2, 14).AddMinutes(5));
        Assert.Equal(1, await CollectAsync());
        Assert.Equal(0, await CollectAsync());
        Assert.Null(await DownloadAsync("li-wei", $"/api/v1/files/{orphan}"));
        Assert.Equal(_pdf, await DownloadAsync("li-wei", $"/api/v1/files/{used}"));
        Assert.Single(await FileCalls.BlobsAsync(App));
    }

    [Fact]
    public async Task What_was_missing_is_supplied_as_a_file()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "request-supplement", new { items = new[] { new { material = "lease-contract", text = "缺页" } }, dueWorkingDays = 5 });
        Assert.Equal("unknown_file", Error(await DoAsync("li-wei", number, "supplement", new { materials = new[] { new { id = "lease-contract", file = "none" } } }), "/materials/0/file"));
        var file = (await UploadAsync("li-wei", "lease.pdf", _pdf)).Text("file");
        await DoAsync("li-wei", number, "supplement", new { materials = new[] { new { id = "lease-contract", file } } });
        Assert.Equal(_pdf, await DownloadAsync("desk-housing", $"/api/v1/desks/housing/requests/{number}/files/{file}"));
    }

    [Fact]
    public async Task Reminders_that_nobody_can_read_keep_no_file_from_being_collected()
    {
        var kept = (await UploadAsync("li-wei", "a.pdf", _pdf)).Text("file");
        var shard = Shard.Of(await TalentIdAsync("li-wei"));
        var table = App.Services.GetRequiredService<TalentsTable>();
        foreach (var part in Enumerable.Range(0, 1000).Chunk(100))
        {
            var transaction = new Transaction(shard, "op");
            foreach (var number in part)
            {
                transaction.Add(new Azure.Data.Tables.TableEntity(shard, $"!g|{number:d19}"));
            }

            await table.CommitAsync(transaction, TestContext.Current.CancellationToken);
        }

        Clock.Set(Clock.GetUtcNow() + CollectFiles.Kept + TimeSpan.FromHours(1));
        // The first run sees only these rows, the second goes on behind them.
        await Assert.ThrowsAsync<IndexOutOfRangeException>(CollectAsync);
        Assert.Contains(await FileCalls.BlobsAsync(App), name => name.EndsWith(kept, StringComparison.Ordinal));
        Assert.Equal(1, await CollectAsync());
        Assert.DoesNotContain(await FileCalls.BlobsAsync(App), name => name.EndsWith(kept, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_container_is_closed_to_the_world()
    {
        await UploadAsync("li-wei", "a.pdf", _pdf);
        var container = App.Services.GetRequiredService<StorageClients>().Container(StorageLayout.Files);
        Assert.Equal(PublicAccessType.None, (await container.GetPropertiesAsync(cancellationToken: TestContext.Current.CancellationToken)).Value.PublicAccess ?? PublicAccessType.None);
        using var anyone = new HttpClient();
        Assert.False((await anyone.GetAsync(container.GetBlobClient((await FileCalls.BlobsAsync(App))[0]).Uri, TestContext.Current.CancellationToken)).IsSuccessStatusCode);
    }

    private static object Submission(string file) => new { service = Rent, answers = SeedCatalogue.Example(Rent), confirmRepeat = true, materials = new[] { new { id = "lease-contract", file } } };

    private async Task<string> FileWithAsync(string account, string file)
    {
        using var talent = await App.SignInAsync(account);
        var filed = await talent.PostJsonAsync("/api/v1/requests", Submission(file), RandomSource.System.Id(20));
        Assert.True(filed.Status == HttpStatusCode.Created, $"{filed.Status} {filed.Body}");
        return filed.Text("number");
    }

    private async Task<Answer> UploadAsync(string account, string name, byte[] content, bool chunked = false)
    {
        using var talent = await App.SignInAsync(account);
        return await FileCalls.UploadAsync(talent, name, content, chunked);
    }

    private static Task<Answer> PostAsync(HttpClient client, string text, string type)
    {
        var content = new StringContent(text);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return FileCalls.SendAsync(client, new HttpRequestMessage(HttpMethod.Post, "/api/v1/files") { Content = content });
    }

    private async Task<byte[]?> DownloadAsync(string account, string path)
    {
        using var client = await App.SignInAsync(account);
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden, $"{path}: {answer.StatusCode}");
            return null;
        }

        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    private Task<int> CollectAsync() => App.Services.GetRequiredService<CollectFiles>().RunAsync(TestContext.Current.CancellationToken);

    private async Task<string> TalentIdAsync(string account)
    {
        using var talent = await App.SignInAsync(account);
        return Part(await talent.GetJsonAsync("/api/v1/me"), "talent", "talentId").GetString()!;
    }
}
