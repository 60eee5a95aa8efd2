using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Functions.Tests.Trust;

/// <summary>Two app instances mint and scan codes over HTTP while a new minting key replaces the old one.</summary>
public sealed class When_keys_rotate_under_load(AzuriteFixture azurite)
{
    private const int Showings = 250;
    private static readonly TimeSpan _before = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _across = TimeSpan.FromSeconds(5);
    private static readonly string[] _talents = ["li-wei", "zhang-hui", "schmidt", "chen-hk", "wu-hong"];

    // The test moves the clock with each code that is shown. The machine's speed therefore does not decide how many codes fall
    // before and after the change of keys.
    private readonly SetClock _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_scan_fails_and_no_code_is_refused_by_a_verifier_with_the_lists_of_before()
    {
        var connection = azurite.NewAccount();
        await using var one = await StartAsync(connection);
        await using var other = await StartAsync(connection);

        // First comes a key that the scheduled rotation made. Then comes a key that the office ordered in the middle of the
        // previous load.
        var byItself = (await MintingKeysAsync(one)).Max(key => key.NotBefore);
        var ordered = default(Answer);
        await LoadAcrossAsync(one, other, byItself, async () =>
        {
            using var office = await other.SignInAsync("office");
            ordered = await office.PostJsonAsync("/api/v1/keys/rotate", new { });
        });
        await LoadAcrossAsync(one, other, DateTimeOffset.Parse(ordered!.Text("notBefore"), null), () => Task.CompletedTask);
    }

    private async Task LoadAcrossAsync(TestApp one, TestApp other, DateTimeOffset takesOver, Func<Task> meanwhile)
    {
        _clock.Set(takesOver - _before);
        var verifier = await VerifierAsync(one);
        var seen = new ConcurrentBag<(Kid Kid, PassReason Offline, string Online)>();
        var load = _talents.Select((talent, i) => ShowAndScanAsync(i % 2 == 0 ? (one, other) : (other, one), talent, takesOver - _before, verifier, seen)).ToArray();
        await meanwhile();
        await one.Services.GetRequiredService<RotateKeys>().RunAsync(Cancel);
        await Task.WhenAll(load);

        Assert.All(seen, each => Assert.Equal((PassReason.Accepted, "valid"), (each.Offline, each.Online)));

        // The codes name the old key and the new key. A third key is possible, because the ordered and the scheduled rotation
        // can happen within the same seconds.
        Assert.InRange(seen.Select(each => each.Kid).Distinct().Count(), 2, 3);
        Assert.Equal(Showings, seen.Count);
    }

    private async Task ShowAndScanAsync(
        (TestApp Mints, TestApp Scans) apps,
        string account,
        DateTimeOffset from,
        PassVerifier verifier,
        ConcurrentBag<(Kid Kid, PassReason Offline, string Online)> seen)
    {
        using var talent = await apps.Mints.SignInAsync(account);
        using var hall = await apps.Scans.SignInAsync("hall-1");
        await talent.PostJsonAsync("/api/v1/passes", new { });
        for (var showing = 0; showing < Showings / _talents.Length; showing++)
        {
            var code = (await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code");
            var offline = verifier.Verify(code, _clock.GetUtcNow());
            var scan = await hall.PostJsonAsync("/api/v1/scans", new { code, place = "haishu-1", nonce = RandomSource.System.Id(12) });
            seen.Add((offline.Kid, offline.Reason, scan.Text("outcome")));
            _clock.Reach(from + (_across * ((double)seen.Count / Showings)));
        }
    }

    private static async Task<PassVerifier> VerifierAsync(TestApp app)
    {
        var (bytes, root) = await PublishedTrust.FetchAsync(app.Http);
        var trust = new TrustBook();
        Assert.Null(trust.Accept(bytes, root));
        return new PassVerifier(trust, null, null);
    }

    private static async Task<IReadOnlyList<RingKey>> MintingKeysAsync(TestApp app) =>
        [.. (await app.Services.GetRequiredService<CityKeys>().CurrentAsync(Cancel)).Ring.Keys.Where(key => key.Use == RingUse.Minting)];

    private Task<TestApp> StartAsync(string connection) =>
        TestApp.StartAsync(connection, services => services.AddSingleton<TimeProvider>(_clock));
}
