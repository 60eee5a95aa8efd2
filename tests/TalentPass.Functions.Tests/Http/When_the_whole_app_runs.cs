using System.Net;
using System.Text.Json;

namespace TalentPass.Functions.Tests.Http;

/// <summary>
/// Repeats the tests of the HTTP conventions under the local host. The conventions must not depend on the program that routes
/// the calls.
/// </summary>
public sealed class When_the_whole_app_runs(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("GET", "/health/live", 200)]
    [InlineData("HEAD", "/health/live", 200)]
    [InlineData("GET", "/openapi/v1.json", 200)]
    [InlineData("GET", "/docs", 200)]
    [InlineData("GET", "/docs/", 200)]
    [InlineData("GET", "/docs/swagger-ui.css", 200)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/api/v1/nothing", 404)]
    [InlineData("POST", "/health/live", 405)]
    [InlineData("DELETE", "/api/v1/requests", 405)]
    [InlineData("OPTIONS", "/api/v1/requests", 405)]
    [InlineData("GET", "/api/v1/requests", 401)]
    [InlineData("GET", "/assets/..%2f..%2fhost.json", 404)]
    public async Task Each_path_gets_its_answer(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await fixture.App.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        if (status >= 400)
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task It_gets_ready()
    {
        // A check gives up after three seconds, which a busy machine may need.
        var answer = await HttpJson.UntilAsync(() => fixture.App.Http.GetJsonAsync("/health/ready"), answer => answer.Status == HttpStatusCode.OK, "it is ready");
        Assert.Equal("ready", answer.Text("status"));
    }

    [Fact]
    public async Task Its_document_can_be_built()
    {
        await using var document = await fixture.App.Http.GetStreamAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        using var parsed = await JsonDocument.ParseAsync(document, cancellationToken: TestContext.Current.CancellationToken);
        Assert.NotEmpty(parsed.RootElement.GetProperty("paths").EnumerateObject());
    }
}
