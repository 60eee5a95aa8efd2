using TalentPass.Core;

namespace TalentPass.Functions.Tests.Http;

public sealed class When_a_list_is_asked_for(PipelineApp app) : IClassFixture<PipelineApp>
{
    [Fact]
    public async Task It_comes_in_parts_of_20_unless_told_otherwise()
    {
        Assert.Equal("20", (await ListAsync("")).Items[0].GetString());
        Assert.Equal("100", (await ListAsync("?limit=100")).Items[0].GetString());
    }

    [Fact]
    public async Task The_cursor_leads_on_shows_nothing_of_the_store_and_is_null_at_the_end()
    {
        var cursor = (await ListAsync("")).Member("nextCursor").GetString()!;
        Assert.DoesNotContain("key", cursor, StringComparison.Ordinal);
        var second = await ListAsync($"?cursor={cursor}");
        Assert.Equal("next|key", second.Items[1].GetString());
        var last = await ListAsync($"?cursor={second.Member("nextCursor").GetString()}");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, last.Member("nextCursor").ValueKind);
    }

    [Fact]
    public async Task Somebody_elses_cursor_is_refused()
    {
        var cursor = (await ListAsync("")).Member("nextCursor").GetString()!;
        var reply = await app.GetAsync($"/api/v1/samples?cursor={cursor}", await app.TokenAsync(account: "another"));
        Assert.Equal((400, RefusalCodes.InvalidParameter), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=101")]
    [InlineData("?limit=-1")]
    [InlineData("?limit=ten")]
    [InlineData("?limit=")]
    [InlineData("?limit=1&limit=2")]
    [InlineData("?limit=99999999999999999999")]
    [InlineData("?cursor=")]
    [InlineData("?cursor=nonsense")]
    [InlineData("?cursor=AAAA")]
    [InlineData("?cursor=%FF%00")]
    [InlineData("?cursor=a&cursor=b")]
    [InlineData("?day=2026-13-01")]
    [InlineData("?day=20260101")]
    [InlineData("?day=")]
    [InlineData("?state=OPEN")]
    [InlineData("?state=open&state=closed")]
    [InlineData("?level=0")]
    [InlineData("?level=21")]
    [InlineData("?q=")]
    [InlineData("?q=%00")]
    [InlineData("?q=%1b[2J")]
    public async Task A_parameter_that_does_not_fit_is_refused(string query)
    {
        var reply = await ListAsync(query);
        Assert.Equal((400, RefusalCodes.InvalidParameter), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("?day=2026-02-28&state=open&level=20&q=%F0%AC%AD%8E")]
    [InlineData("?unknown=1&%&&=&%zz=%zz&a[]=b")]
    [InlineData("?")]
    public async Task Parameters_that_fit_or_are_not_ours_are_taken(string query) =>
        Assert.Equal(200, (await ListAsync(query)).Status);

    private async Task<Reply> ListAsync(string query) => await app.GetAsync($"/api/v1/samples{query}", await app.TokenAsync());
}
