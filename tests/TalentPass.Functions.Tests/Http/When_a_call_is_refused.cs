using System.Reflection;
using TalentPass.Core;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Tests.Http;

public sealed class When_a_call_is_refused(PipelineApp app) : IClassFixture<PipelineApp>
{
    [Fact]
    public void Every_code_has_one_status_and_a_title_in_both_languages()
    {
        var codes = typeof(RefusalCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!);
        Assert.Equal(codes.Order(StringComparer.Ordinal), RefusalTable.Rows.Select(row => row.Code).Order(StringComparer.Ordinal));
        Assert.All(RefusalTable.Rows, row => Assert.InRange(row.Status, 400, 599));
        Assert.All(RefusalTable.Rows, row => Assert.NotEqual(row.Title.Zh, row.Title.En));
        Assert.All(RefusalTable.Rows, row => Assert.NotEqual(row.Detail.Zh, row.Detail.En));
    }

    [Fact]
    public async Task It_is_answered_as_problem_details()
    {
        var reply = await RefuseAsync(RefusalCodes.NotAllowedInState);
        Assert.Equal((409, "application/problem+json; charset=utf-8", "no-store", "nosniff"), (reply.Status, reply.Headers["Content-Type"], reply.Headers["Cache-Control"], reply.Headers["X-Content-Type-Options"]));
        Assert.Equal("urn:talentpass:problem:not_allowed_in_state", reply.Member("type").GetString());
        Assert.Equal("当前状态不允许此操作", reply.Member("title").GetString());
        Assert.Equal("说明", reply.Member("detail").GetString());
        Assert.Equal(409, reply.Member("status").GetInt32());
        Assert.Equal("withdraw", reply.Member("allowedActions")[0].GetString());
        Assert.Matches("^[0-9a-f]{32}$", reply.Member("traceId").GetString());
    }

    [Theory]
    [InlineData("en", "Not found")]
    [InlineData("en-GB,zh;q=0.5", "Not found")]
    [InlineData("de,en;q=0.8,zh-CN;q=0.9", "未找到")]
    [InlineData("zh-CN,en", "未找到")]
    [InlineData("de", "未找到")]
    [InlineData("en;q=0", "未找到")]
    [InlineData("\u0001,;;", "未找到")]
    public async Task The_language_is_the_callers(string accepted, string title) =>
        Assert.Equal(title, (await RefuseAsync(RefusalCodes.NotFound, ("Accept-Language", accepted))).Member("title").GetString());

    [Theory]
    [InlineData("zh", "未找到，或者您不能查看。")]
    [InlineData("en", "Not found, or not for you to see.")]
    public async Task What_the_case_does_not_say_the_code_says(string language, string detail) =>
        Assert.Equal(detail, (await app.GetAsync("/api/v1/nothing-here", await app.TokenAsync(), ("Accept-Language", language))).Member("detail").GetString());

    [Fact]
    public async Task Who_comes_too_often_is_told_how_long_to_wait() =>
        Assert.Equal("3", (await RefuseAsync(RefusalCodes.TooManyRequests)).Headers["Retry-After"]);

    [Theory]
    [InlineData("offline")]
    [InlineData("busy")]
    [InlineData("retried")]
    public async Task Storage_that_does_not_answer_is_503(string kind)
    {
        var reply = await app.GetAsync($"/api/v1/sample-faults/{kind}");
        Assert.Equal((503, RefusalCodes.StorageUnavailable), (reply.Status, reply.Code));
        Assert.True(reply.Headers.ContainsKey("Retry-After"));
    }

    [Theory]
    [InlineData("bug")]
    [InlineData("denied")]
    [InlineData("timeout")]
    public async Task A_fault_of_ours_is_500_and_tells_nothing(string kind)
    {
        var reply = await app.GetAsync($"/api/v1/sample-faults/{kind}");
        Assert.Equal((500, RefusalCodes.InternalError), (reply.Status, reply.Code));
        Assert.DoesNotContain(SampleFaults.Personal, reply.Text, StringComparison.Ordinal);
        Assert.Equal(RefusalTable.For(RefusalCodes.InternalError).Detail.Zh, reply.Member("detail").GetString());
    }

    private async Task<Reply> RefuseAsync(string code, params (string, string)[] headers) =>
        await app.SendAsync(HttpMethod.Post, $"/api/v1/sample-refusals/{code}", await app.TokenAsync(), null, headers);
}
