namespace TalentPass.Functions.Tests.Http;

/// <summary>Pages and answers tell browsers to come over https only (HSTS, RFC 6797), wherever the app is served over https.</summary>
public sealed class When_calls_come_over_https
{
    private const string Header = "Strict-Transport-Security";
    private const string Policy = "max-age=31536000";

    [Theory]
    [InlineData("/")]
    [InlineData("/nothing")]
    [InlineData("/api/v1/samples")]
    [InlineData("/api/v1/samples/1")]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/api/v1/sample-faults/bug")]
    public async Task Every_answer_says_so_where_the_app_is_served_over_https(string path)
    {
        await using var app = await PipelineApp.StartAsync(builder => builder.Configuration["City:PublicUrl"] = "https://rc.example");
        Assert.Equal(Policy, (await app.GetAsync(path)).Headers[Header]);
        Assert.Equal(Policy, (await app.SendAsync(HttpMethod.Head, path)).Headers[Header]);
    }

    [Fact]
    public async Task Over_plain_http_nothing_is_said_unless_a_front_end_was_called_over_https()
    {
        await using var app = await PipelineApp.StartAsync(builder =>
        {
            builder.Environment.EnvironmentName = "Development";
            builder.Configuration["City:PublicUrl"] = "http://localhost:7071";
        });
        Assert.DoesNotContain(Header, (await app.GetAsync("/")).Headers.Keys);
        Assert.DoesNotContain(Header, (await app.GetAsync("/", null, ("X-Forwarded-Proto", "http"))).Headers.Keys);
        Assert.Equal(Policy, (await app.GetAsync("/", null, ("X-Forwarded-Proto", "https"))).Headers[Header]);
    }
}
