using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.Casework;
using TalentPass.Functions.Tests.Casework.Desks;
using TalentPass.Operations;

namespace TalentPass.Functions.Tests.Backup;

/// <summary>The restore drill. Data copied from one storage account work in another account with the same master key.</summary>
public sealed class When_a_copy_is_restored(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const string Passport = "X48210377";
    private readonly AzuriteFixture _azurite = azurite;
    private readonly string _new = azurite.NewAccount();
    private CopyAccount _copies = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _copies = await CopyAccount.CreateAsync(_azurite);
    }

    [Fact]
    public async Task A_talent_a_request_and_a_file_are_read_where_they_were_restored()
    {
        var content = Encoding.ASCII.GetBytes("%PDF-1.7 lease");
        var (file, number) = await TellAsync(content);
        var copy = await SaveAsync();
        await _copies.Restore(await CopyAccount.NewDataAsync(_new)).RunAsync(copy, Cancel);

        await using var app = await TestApp.StartAsync(_new, services => services.AddSingleton<TimeProvider>(Clock));
        using var office = await app.SignInAsync("office");
        var found = await office.GetJsonAsync($"/api/v1/talents?q={Passport}");
        var id = Assert.Single(Part(found, "items").EnumerateArray()).GetProperty("talentId").GetString();
        Assert.Contains("杜邦", (await office.GetJsonAsync($"/api/v1/talents/{id}")).Body.ToString(), StringComparison.Ordinal);
        using var talent = await app.SignInAsync("li-wei");
        Assert.Equal(number, (await talent.GetJsonAsync($"/api/v1/requests/{number}")).Text("number"));
        using var desk = await app.SignInAsync("desk-housing");
        Assert.Equal(content, await desk.GetByteArrayAsync($"/api/v1/desks/housing/requests/{number}/files/{file}", Cancel));
        Assert.Contains(await RequestCalls.DeskAsync(desk, "housing"), each => each.GetProperty("number").GetString() == number);
    }

    [Fact]
    public async Task A_file_that_is_missing_from_the_copy_or_not_what_it_was_is_told_after_all_others_are_written()
    {
        var (missing, _) = await TellAsync("%PDF-1.7 one"u8.ToArray());
        var (changed, _) = await TellAsync("%PDF-1.7 two"u8.ToArray());
        var (whole, _) = await TellAsync("%PDF-1.7 three"u8.ToArray());
        var copy = await SaveAsync();
        await (await CopiedAsync(missing)).DeleteAsync(cancellationToken: Cancel);
        await (await CopiedAsync(changed)).UploadAsync(BinaryData.FromString("%PDF-1.7 2"), overwrite: true, Cancel);
        var to = await CopyAccount.NewDataAsync(_new);
        using var said = new StringWriter();

        var told = await Assert.ThrowsAsync<OperationException>(() => _copies.Restore(to, said).RunAsync(copy, Cancel));

        Assert.StartsWith("2 files are missing from the copy, or damaged", told.Message, StringComparison.Ordinal);
        Assert.Contains(missing, said.ToString(), StringComparison.Ordinal);
        Assert.Contains(changed, said.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(whole, Assert.Single(await CopyAccount.NamesAsync(to.Container(StorageLayout.Files))), StringComparison.Ordinal);
    }

    // Records one talent, and files a request with a paper for another talent.
    private async Task<(string File, string Number)> TellAsync(byte[] content)
    {
        using var office = await App.SignInAsync("office");
        await office.PostJsonAsync("/api/v1/talents", new
        {
            name = new { surname = "DUPONT", given = "Marie", chineseName = "杜邦" },
            nature = "foreign",
            documents = new[] { new { kind = "passport", number = Passport, country = "FRA" } },
            birthDate = "1980-05-17",
        });
        using var talent = await App.SignInAsync("li-wei");
        using var body = new MultipartFormDataContent { { new ByteArrayContent(content), "file", "lease.pdf" } };
        using var answer = await talent.PostAsync("/api/v1/files", body, Cancel);
        var file = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel)).GetProperty("file").GetString()!;
        var filed = await talent.PostJsonAsync(
            "/api/v1/requests",
            new { service = Rent, answers = SeedCatalogue.Example(Rent), materials = new[] { new { id = "lease-contract", file } }, confirmRepeat = true },
            RandomSource.System.Id(20));
        using var desk = await App.SignInAsync("desk-housing");
        await RequestCalls.OnDeskAsync(desk, "housing", filed.Text("number"));
        return (file, filed.Text("number"));
    }

    private async Task<string> SaveAsync() =>
        (await _copies.BackUp(new StorageClients(new StorageOptions { ConnectionString = Connection })).RunAsync(Cancel))!.Copy;

    private async Task<BlobClient> CopiedAsync(string file) =>
        _copies.Containers.Files.GetBlobClient(Assert.Single(await _copies.FilesAsync(), name => name.EndsWith(file, StringComparison.Ordinal)));
}
