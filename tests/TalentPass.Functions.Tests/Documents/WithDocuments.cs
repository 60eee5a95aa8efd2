using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Documents.Codec;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Trust.Lists;
using TalentPass.Functions.Tests.Casework.Desks;
using TalentPass.Functions.Tests.Trust;

namespace TalentPass.Functions.Tests.Documents;

/// <summary>Base class: requests that are decided over HTTP, so that documents come of them.</summary>
public abstract class WithDocuments(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    /// <summary>Files, accepts and approves a request of <c>li-wei</c>, and returns the number of its document.</summary>
    protected async Task<string> ApprovedAsync(string words = "每月补贴 1500 元") => await DecidedAsync("approve", new { decision = new { type = "grant", amount = 1500 }, result = words });

    /// <summary>Files, accepts and decides a request of <c>li-wei</c>, and returns the number of its document.</summary>
    protected async Task<string> DecidedAsync(string verb, object body)
    {
        var request = await FileAsync("li-wei", Rent);
        (await ActAsync(request, "accept", new { })).Is(HttpStatusCode.OK);
        (await ActAsync(request, verb, body)).Is(HttpStatusCode.OK);
        return await DocumentOfAsync(request);
    }

    /// <summary>The number of the only document of a request, as the talent reads it.</summary>
    protected async Task<string> DocumentOfAsync(string request) =>
        Assert.Single((await SeenAsync("li-wei", request)).Member("documents").EnumerateArray()).GetProperty("number").GetString()!;

    /// <summary>Reads a document as an account.</summary>
    protected async Task<Answer> ReadAsync(string account, string number)
    {
        using var reader = await App.SignInAsync(account);
        return await reader.GetJsonAsync($"/api/v1/documents/{number}");
    }

    /// <summary>Proposes or confirms the revocation of a document as an account.</summary>
    protected async Task<Answer> RevokeAsync(string account, string number, string? reason = null)
    {
        using var officer = await App.SignInAsync(account);
        return reason is null
            ? await officer.CallAsync(HttpMethod.Post, $"/api/v1/documents/{number}/revoke/confirm")
            : await officer.PostJsonAsync($"/api/v1/documents/{number}/revoke", new { reason });
    }

    /// <summary>Verifies a document without a token.</summary>
    protected Task<Answer> VerifyAsync(string number, string code) =>
        App.Http.GetJsonAsync($"/api/v1/verify?number={Uri.EscapeDataString(number)}&code={Uri.EscapeDataString(code)}");

    /// <summary>Verifies a document by the text of its QR symbol, without a token.</summary>
    protected Task<Answer> VerifyTextAsync(string text) => App.Http.PostJsonAsync("/api/v1/verify", new { text });

    /// <summary>Verifies a document as somebody who has fetched the published lists, after the timer has run.</summary>
    protected async Task<DocumentVerdict> VerifyOfflineAsync(string text)
    {
        var cancel = TestContext.Current.CancellationToken;
        await App.Services.GetRequiredService<PublishStatusLists>().RunAsync(cancel);
        var (bytes, root) = await PublishedTrust.FetchAsync(App.Http);
        var trust = new TrustBook();
        Assert.Null(trust.Accept(bytes, root));
        var status = new StatusBook(trust);
        var now = Clock.GetUtcNow();
        Assert.Null(status.Accept(root.Kid.City, 0, await App.Http.GetByteArrayAsync("/.well-known/talentpass/status/0", cancel), now));
        return new DocumentVerifier(trust, status).Verify(text, now);
    }
}
