using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TalentPass.Core.Tests.Passes.Verifying;
using TalentPass.Core.Trust.Lists;
using TalentPass.Core.Trust.Partners;

namespace TalentPass.Core.Tests.Trust.Partners;

public sealed class PartnerStatusTests
{
    private const int Ningbo = PassCity.Ningbo;
    private readonly FakeTimeProvider _time = new(PassCity.Now);
    private readonly PassCity _city = new();
    private readonly PartnerStatus _partners;
    private int _fetched;
    private TaskCompletionSource? _patience;
    private Func<byte[]?> _served;

    public PartnerStatusTests()
    {
        _served = () => _city.StatusToken;
        _partners = new PartnerStatus(FetchAsync, _time, NullLogger<PartnerStatus>.Instance);
    }

    [Fact]
    public async Task A_list_is_fetched_and_verified_once_for_all_who_ask()
    {
        var book = new StatusBook(_city.Trust);
        var first = await SpentOnAsync(book);
        Assert.True(first > 32_768, $"{first} bytes for a list of 32,768");
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SpentOnAsync(book))), spent => Assert.InRange(spent, 0, 1_024));
        Assert.Equal(1, _fetched);
    }

    [Fact]
    public async Task Another_book_judges_the_copy_by_what_it_believes_itself()
    {
        Assert.Equal(StatusAnswer.Valid, await LookAsync(new StatusBook(_city.Trust)));
        var stranger = new TrustBook();
        Assert.Null(stranger.Accept(_city.List(_city.Keys.Skip(1))));
        Assert.Equal(StatusAnswer.Unknown, await LookAsync(new StatusBook(stranger)));
        Assert.Equal(StatusAnswer.Valid, await LookAsync(new StatusBook(_city.Trust)));
        Assert.Equal(1, _fetched);
    }

    [Fact]
    public async Task A_newer_copy_is_judged_when_it_comes_and_one_that_fails_leaves_the_last()
    {
        var book = new StatusBook(_city.Trust);
        Assert.Equal(StatusAnswer.Valid, await LookAsync(book));
        _city.Statuses.Set(7, StatusValue.Invalid);
        _time.Advance(StatusListToken.OwnTimeToLive);
        _city.PublishStatuses(_time.GetUtcNow());
        Assert.Equal(StatusAnswer.Invalid, await LookAsync(book));

        _served = () => "junk"u8.ToArray();
        _time.Advance(StatusListToken.OwnTimeToLive);
        Assert.Equal(StatusAnswer.Invalid, await LookAsync(book));
        _served = () => null;
        _time.Advance(StatusListToken.OwnTimeToLive);
        Assert.Equal(StatusAnswer.Invalid, await LookAsync(book));
        Assert.Equal(4, _fetched);
        Assert.Equal(StatusAnswer.Invalid, await LookAsync(new StatusBook(_city.Trust)));
        _time.Advance(TrustBook.MaxAge);
        Assert.Equal(StatusAnswer.Unknown, await LookAsync(book));
    }

    [Fact]
    public async Task Whoever_asks_while_a_slow_partner_is_asked_again_takes_what_is_known()
    {
        var book = new StatusBook(_city.Trust);
        Assert.Equal(StatusAnswer.Valid, await LookAsync(book));
        _city.Statuses.Set(7, StatusValue.Suspended);
        _time.Advance(StatusListToken.OwnTimeToLive);
        _city.PublishStatuses(_time.GetUtcNow());
        _patience = new TaskCompletionSource();
        var slow = LookAsync(book);
        Assert.Equal(StatusAnswer.Valid, await LookAsync(book));
        Assert.False(slow.IsCompleted);
        _patience.SetResult();
        Assert.Equal(StatusAnswer.Suspended, await slow);
        Assert.Equal(StatusAnswer.Suspended, await LookAsync(book));
        Assert.Equal(2, _fetched);
    }

    [Fact]
    public async Task Whoever_leaves_during_a_fetch_neither_ends_it_nor_makes_it_a_failed_one()
    {
        var book = new StatusBook(_city.Trust);
        _patience = new TaskCompletionSource();
        using var leaves = new CancellationTokenSource();
        var gone = _partners.LookAsync(book, Ningbo, 7, _time.GetUtcNow(), leaves.Token);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        var stays = LookAsync(book);
        _patience.SetResult();
        Assert.Equal(StatusAnswer.Valid, await stays);

        _city.Statuses.Set(7, StatusValue.Suspended);
        _time.Advance(StatusListToken.OwnTimeToLive);
        _city.PublishStatuses(_time.GetUtcNow());
        _patience = new TaskCompletionSource();
        using var leavesToo = new CancellationTokenSource();
        gone = _partners.LookAsync(book, Ningbo, 7, _time.GetUtcNow(), leavesToo.Token);
        await leavesToo.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        _patience.SetResult();
        while (await LookAsync(book) != StatusAnswer.Suspended)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, _fetched);
    }

    [Fact]
    public async Task A_fetch_that_breaks_is_tried_again_after_half_a_minute()
    {
        var book = new StatusBook(_city.Trust);
        Assert.Equal(StatusAnswer.Valid, await LookAsync(book));
        _time.Advance(StatusListToken.OwnTimeToLive);
        _served = () => throw new InvalidOperationException();
        await Assert.ThrowsAsync<InvalidOperationException>(() => LookAsync(book));
        Assert.Equal(StatusAnswer.Valid, await LookAsync(book));
        _served = () => _city.StatusToken;
        _time.Advance(TimeSpan.FromSeconds(30));
        await LookAsync(book);
        Assert.Equal(3, _fetched);
    }

    private Task<StatusAnswer> LookAsync(StatusBook book) =>
        _partners.LookAsync(book, Ningbo, 7, _time.GetUtcNow(), TestContext.Current.CancellationToken);

    // Measures the bytes that one lookup allocates. The lookup completes synchronously, so all allocations happen on this
    // thread.
    private async Task<long> SpentOnAsync(StatusBook book)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var answer = await LookAsync(book);
        var spent = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(StatusAnswer.Valid, answer);
        return spent;
    }

    private async Task<byte[]?> FetchAsync(Uri address, CancellationToken cancel)
    {
        Assert.StartsWith("https://ningbo.example/status/", address.ToString(), StringComparison.Ordinal);
        _fetched++;
        await (_patience?.Task ?? Task.CompletedTask);
        return _served();
    }
}
