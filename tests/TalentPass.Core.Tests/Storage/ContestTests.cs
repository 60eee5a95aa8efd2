using TalentPass.Core.Storage;

namespace TalentPass.Core.Tests.Storage;

public sealed class ContestTests
{
    private int _tried;

    [Theory]
    [InlineData(1)]
    [InlineData(Contest.Attempts)]
    public async Task The_first_attempt_that_is_not_lost_ends_it(int won)
    {
        Assert.Equal("won", await Contest.TryAsync(() => AttemptAsync(won)));
        Assert.Equal(won, _tried);
    }

    [Fact]
    public async Task Whoever_loses_every_time_is_told_to_come_again()
    {
        var outcome = await Contest.RunAsync<string>(() => Task.FromResult<Outcome<string>?>(null));
        var reason = Assert.IsType<Outcome<string>.Refused>(outcome).Reason;
        Assert.Equal((RefusalCodes.TooManyRequests, TimeSpan.FromSeconds(1)), (reason.Code, reason.RetryAfter));
    }

    [Fact]
    public async Task A_refusal_ends_it_as_an_answer_does()
    {
        var outcome = await Contest.RunAsync<string>(() => Task.FromResult<Outcome<string>?>(new Refusal(RefusalCodes.NotFound)));
        Assert.Equal(RefusalCodes.NotFound, Assert.IsType<Outcome<string>.Refused>(outcome).Reason.Code);
    }

    [Fact]
    public async Task Where_nobody_can_be_told_it_is_a_fault_that_says_what_was_contested()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => Contest.MustAsync("the key ring", () => AttemptAsync(Contest.Attempts + 1)));
        Assert.Contains("the key ring", fault.Message, StringComparison.Ordinal);
        Assert.Equal(Contest.Attempts, _tried);
    }

    private Task<string?> AttemptAsync(int won) => Task.FromResult(++_tried == won ? "won" : null);
}
