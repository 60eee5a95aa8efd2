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
    public async Task A_fetch_goes_on_when_the_caller_who_began_it_leaves()
    {
        var book = new StatusBook(_city.Trust);
        Assert.Equal(StatusAnswer.Valid, await LookAsync(book));
        _city.Statuses.Set(7, StatusValue.Invalid);
        _time.Advance(StatusListToken.OwnTimeToLive);
        _city.PublishStatuses(_time.GetUtcNow());
        _patience = new TaskCompletionSource();
        using var leaving = new CancellationTokenSource();
        var slow = _partners.LookAsync(book, Ningbo, 7, _time.GetUtcNow(), leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
        _patience.SetResult();
        Assert.Equal(StatusAnswer.Invalid, await LookAsync(book));
        Assert.Equal(2, _fetched);
    }

    [Fact]
    public async Task All_who_ask_for_a_list_that_nobody_has_wait_for_one_fetch()
    {
        var book = new StatusBook(_city.Trust);
        _patience = new TaskCompletionSource();
        var waiting = Enumerable.Range(0, 20).Select(_ => LookAsync(book)).ToArray();
        using var leaving = new CancellationTokenSource();
        var left = _partners.LookAsync(book, Ningbo, 7, _time.GetUtcNow(), leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        _patience.SetResult();
        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal(StatusAnswer.Valid, answer));
        Assert.Equal(1, _fetched);
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
