using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using TalentPass.Core.Catalogue.Versions;

namespace TalentPass.Functions.Tests.Catalogue;

/// <summary>The office reads the whole catalogue, changes it and publishes it. The answer names every error in it.</summary>
public sealed class When_the_office_publishes_over_HTTP(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Path = "/api/v1/catalogue";
    private TestApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync(azurite.NewAccount());

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_changed_document_is_a_new_version_and_the_same_again_is_none()
    {
        using var office = await _app.SignInAsync("office");
        var document = await office.GetStringAsync(Path, TestContext.Current.CancellationToken);
        var changed = document.Replace("Rent subsidy", "Rent allowance", StringComparison.Ordinal);

        var unchanged = await office.CallAsync(HttpMethod.Put, Path, document);
        var published = await office.CallAsync(HttpMethod.Put, Path, changed);
        var again = await office.CallAsync(HttpMethod.Put, Path, changed);

        Assert.Equal((HttpStatusCode.OK, 1), (unchanged.Status, unchanged.Member("version").GetInt32()));
        Assert.Equal((HttpStatusCode.Created, 2), (published.Status, published.Member("version").GetInt32()));
        Assert.Equal("office", published.Text("publishedBy"));
        Assert.Equal((HttpStatusCode.OK, 2), (again.Status, again.Member("version").GetInt32()));
        Assert.Equal("Rent allowance", (await office.GetJsonAsync("/api/v1/services/housing-rent-subsidy?lang=en")).Text("title"));
        var versions = await office.GetJsonAsync($"{Path}/versions");
        Assert.Equal([2, 1], versions.Items.Select(each => each.GetProperty("version").GetInt32()));
    }

    // Two officers edit the same version. The second one must not undo the first one's change without seeing it.
    [Fact]
    public async Task With_the_version_that_was_edited_only_one_of_two_publishes()
    {
        using var office = await _app.SignInAsync("office");
        var read = await office.GetJsonAsync(Path);
        var document = await office.GetStringAsync(Path, TestContext.Current.CancellationToken);
        string Changed(int each) => document.Replace("Rent subsidy", $"Rent allowance {each}", StringComparison.Ordinal);

        (await office.CallAsync(HttpMethod.Put, Path, Changed(0), ifMatch: read.ETag)).Is(HttpStatusCode.Created);
        (await office.CallAsync(HttpMethod.Put, Path, Changed(1), ifMatch: read.ETag)).Is(HttpStatusCode.PreconditionFailed, "changed_meanwhile");
        (await office.CallAsync(HttpMethod.Put, Path, Changed(0), ifMatch: read.ETag)).Is(HttpStatusCode.PreconditionFailed, "changed_meanwhile");
        var now = (await office.GetJsonAsync(Path)).ETag;
        var answers = await Task.WhenAll(Enumerable.Range(2, 6).Select(each => office.CallAsync(HttpMethod.Put, Path, Changed(each), ifMatch: now)));
        Assert.Single(answers, each => each.Status == HttpStatusCode.Created);
        Assert.Equal(5, answers.Count(each => each.Status == HttpStatusCode.PreconditionFailed));
        Assert.Equal(3, (await office.GetJsonAsync($"{Path}/versions")).Items.Count);
    }

    [Fact]
    public async Task Everything_wrong_is_named_by_its_place()
    {
        using var office = await _app.SignInAsync("office");
        var document = Encoding.UTF8.GetString(CatalogueDocument.Write(CatalogueRig.Seeds))
            .Replace("\"promisedWorkingDays\":15", "\"promisedWorkingDays\":150", StringComparison.Ordinal)
            .Replace("\"channels\":[\"mobile\",\"hall\"]", "\"channels\":[\"fax\"]", StringComparison.Ordinal);

        var refused = await office.CallAsync(HttpMethod.Put, Path, document);

        refused.Is(HttpStatusCode.UnprocessableEntity, "validation_failed");
        var errors = refused.Member("errors");
        Assert.Equal("promise_over_law", errors.GetProperty("/services/1/timeLimits/promisedWorkingDays")[0].GetString());
        Assert.Equal("unknown_channel", errors.GetProperty("/services/7/channels")[0].GetString());
        Assert.Single((await office.GetJsonAsync($"{Path}/versions")).Items);
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest, "malformed_json")]
    [InlineData("[]", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    [InlineData("{}", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    [InlineData("{\"departments\":\"\\ud800\"}", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    public async Task What_is_no_catalogue_is_refused(string body, HttpStatusCode status, string code)
    {
        using var office = await _app.SignInAsync("office");

        var refused = await office.CallAsync(HttpMethod.Put, Path, body);

        Assert.Equal((status, code), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task A_body_too_large_or_of_another_kind_is_refused()
    {
        using var office = await _app.SignInAsync("office");

        (await office.CallAsync(HttpMethod.Put, Path, new string(' ', 300 * 1024))).Is(HttpStatusCode.RequestEntityTooLarge);
        using var text = new ByteArrayContent("hello"u8.ToArray());
        text.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        using var answer = await office.PutAsync(Path, text, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Theory]
    [InlineData("li-wei")]
    [InlineData("desk-housing")]
    [InlineData("supervisor")]
    public async Task Nobody_else_publishes(string account)
    {
        using var client = await _app.SignInAsync(account);

        (await client.CallAsync(HttpMethod.Put, Path, "{}")).Is(HttpStatusCode.Forbidden);
        (await client.GetJsonAsync(Path)).Is(HttpStatusCode.Forbidden);
        (await client.GetJsonAsync($"{Path}/versions")).Is(HttpStatusCode.Forbidden);
        (await _app.Http.CallAsync(HttpMethod.Put, Path, "{}")).Is(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Who_has_the_document_already_is_told_so()
    {
        using var office = await _app.SignInAsync("office");
        var first = await office.GetJsonAsync(Path);
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(first.ETag!));

        using var answer = await office.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        Assert.Equal(JsonValueKind.Object, first.Body.ValueKind);
    }
}
