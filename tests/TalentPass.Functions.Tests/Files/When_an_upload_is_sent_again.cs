using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Drafts;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Files;

/// <summary>
/// An upload with an Idempotency-Key is stored once, even if the client repeats it several times because of a bad network.
/// </summary>
public sealed class When_an_upload_is_sent_again(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    [Fact]
    public async Task The_same_key_and_content_is_the_first_answer_again()
    {
        using var talent = await App.SignInAsync("li-wei");
        var first = await FileCalls.UploadAsync(talent, "lease.pdf", FileCalls.Pdf, key: "k1");
        var again = await FileCalls.UploadAsync(talent, "lease-2.pdf", FileCalls.Pdf, key: "k1");
        Assert.Equal((HttpStatusCode.Created, false), (first.Status, first.Replayed));
        Assert.Equal((HttpStatusCode.Created, true, $"{first.Body}", first.Location), (again.Status, again.Replayed, $"{again.Body}", again.Location));

        var other = await FileCalls.UploadAsync(talent, "lease.pdf", [.. FileCalls.Pdf, 1], key: "k1");
        other.Is(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        Assert.Equal("idempotency_key_invalid", (await FileCalls.UploadAsync(talent, "lease.pdf", FileCalls.Pdf, key: "a b")).Code);

        using var neighbour = await App.SignInAsync("zhang-hui");
        Assert.False((await FileCalls.UploadAsync(neighbour, "lease.pdf", FileCalls.Pdf, key: "k1")).Replayed);
        Assert.NotEqual(first.Text("file"), (await FileCalls.UploadAsync(talent, "lease.pdf", FileCalls.Pdf)).Text("file"));
    }

    [Fact]
    public async Task However_many_arrive_at_once_there_is_one_file()
    {
        using var talent = await App.SignInAsync("li-wei");
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => FileCalls.UploadAsync(talent, "lease.pdf", FileCalls.Pdf, key: "k1")));
        Assert.All(all, each => Assert.Equal(HttpStatusCode.Created, each.Status));
        Assert.Single(all.Select(each => each.Text("file")).Distinct());
        Assert.Single(all, each => !each.Replayed);

        // The file of a repeated upload that is not needed is deleted, like every unused file.
        Clock.Set(Day(2026, 2, 15));
        await App.Services.GetRequiredService<CollectFiles>().RunAsync(TestContext.Current.CancellationToken);
        using var returned = await App.SignInAsync("li-wei");
        Assert.Empty(await FileCalls.BlobsAsync(App));

        // The idempotency key is kept for a week, but the file has been deleted. The same upload is therefore stored again.
        var anew = await FileCalls.UploadAsync(returned, "lease.pdf", FileCalls.Pdf, key: "k1");
        Assert.Equal((HttpStatusCode.Created, false), (anew.Status, anew.Replayed));
        Assert.True((await FileCalls.UploadAsync(returned, "lease.pdf", FileCalls.Pdf, key: "k1")).Replayed);
        Clock.Set(Day(2026, 3, 1));
        using var later = await App.SignInAsync("li-wei");
        Assert.False((await FileCalls.UploadAsync(later, "lease.pdf", [.. FileCalls.Pdf, 2], key: "k1")).Replayed);
    }
}
