using System.Text.Json;
using TalentPass.Core;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Scans;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;
using TalentPass.Functions.Tests.Casework;
using TalentPass.Functions.Tests.Passes;

namespace TalentPass.Functions.Tests.Scans;

public sealed class When_a_code_is_scanned(ClassAccount account) : WithPassRig(account)
{
    [Fact]
    public async Task It_names_the_masked_holder_the_entitlements_and_nothing_else()
    {
        var talent = await Rig.HolderAsync(validTo: new DateOnly(2027, 1, 31), name: "欧阳𬭎");
        var seen = await Rig.ScanAsync(await Rig.CodeAsync(talent));
        Assert.Equal(("valid", "Valid"), (seen.Outcome, seen.OutcomeText));
        Assert.Equal(("欧阳*", "foreign", "leading"), (seen.Holder!.DisplayName, seen.Holder.Nature, seen.Holder.Tier));
        Assert.Equal(new DateOnly(2027, 1, 31), seen.Holder.ValidTo);
        Assert.Equal(new ScanIssuerView("Ningbo", "330200", false), seen.Issuer);
        Assert.Equal(SeedCatalogue.Published.Content.Services.Count, seen.Entitlements!.Count);
        Assert.Empty(seen.OpenRequests!);
        Assert.DoesNotContain("𬭎", JsonSerializer.Serialize(seen), StringComparison.Ordinal);
        Assert.DoesNotContain(talent.TalentId!, JsonSerializer.Serialize(seen), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_use_is_already_used_with_the_first_time_and_a_repeated_call_reads_the_same_answer()
    {
        var code = await Rig.CodeAsync(await Rig.HolderAsync());
        var first = await Rig.ScanAsync(code, "a");
        Time.Advance(TimeSpan.FromSeconds(7));
        AssertSame(first, await Rig.ScanAsync(code, "a"));
        var second = await Rig.ScanAsync(code, "b");
        Assert.Equal("already_used", second.Outcome);
        Assert.Equal(first.ScannedAt, second.FirstUsedAt);
        Assert.Null(second.Holder);
        Assert.Null(second.Entitlements);
        Time.Advance(TimeSpan.FromSeconds(3));
        AssertSame(second, await Rig.ScanAsync(code, "b"));
        Assert.NotEqual(first.ScanId, second.ScanId);
    }

    [Fact]
    public async Task Of_many_scanners_with_one_code_exactly_one_is_first()
    {
        var code = await Rig.CodeAsync(await Rig.HolderAsync());
        var seen = await Task.WhenAll(Enumerable.Range(0, 24).Select(each => Rig.ScanAsync(code, $"n{each}")));
        Assert.Single(seen, each => each.Outcome == "valid");
        Assert.Equal(23, seen.Count(each => each.Outcome == "already_used"));
    }

    [Fact]
    public async Task The_same_call_many_times_at_once_gets_one_answer()
    {
        var code = await Rig.CodeAsync(await Rig.HolderAsync());
        var seen = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Rig.ScanAsync(code, "same")));
        Assert.All(seen, each => AssertSame(seen[0], each));
        Assert.Equal("valid", seen[0].Outcome);
    }

    [Fact]
    public async Task What_happened_to_the_pass_or_the_status_shows_at_once()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talent = await Rig.HolderAsync();
        var pass = PassRig.Value(await Rig.Read.CurrentAsync(talent, true, cancel));
        var codes = new[] { await Rig.CodeAsync(talent), await Rig.CodeAsync(talent), await Rig.CodeAsync(talent), await Rig.CodeAsync(talent) };

        await Rig.Change.FreezeAsync(talent, true, cancel);
        Assert.Equal("suspended", (await Rig.ScanAsync(codes[0])).Outcome);
        await Rig.Change.UnfreezeAsync(talent, true, cancel);
        Assert.Equal("valid", (await Rig.ScanAsync(codes[0], "n-2")).Outcome);

        var status = (await Rig.Talents.FindAsync(talent.TalentId!, cancel))!.Statuses[0];
        PassRig.Value(await Rig.Statuses.RevokeAsync(PassRig.Office, talent.TalentId!, status.StatusId, "材料不实", true, cancel));
        Assert.Equal("revoked", (await Rig.ScanAsync(codes[1])).Outcome);
        Assert.Null((await Rig.ScanAsync(codes[1])).Holder);

        await Rig.Change.RevokeAsync(PassRig.Office, pass.PassId, "冒用", true, cancel);
        Assert.Equal("revoked", (await Rig.ScanAsync(codes[2])).Outcome);
    }

    [Fact]
    public async Task A_status_that_ends_at_midnight_ends_the_code_with_it()
    {
        var talent = await Rig.HolderAsync(validTo: new DateOnly(2026, 3, 2));
        Time.SetUtcNow(new DateTimeOffset(2026, 3, 2, 23, 59, 40, TimeSpan.FromHours(8)));
        var code = await Rig.CodeAsync(talent);
        Time.Advance(TimeSpan.FromSeconds(25));
        Assert.Equal("expired", (await Rig.ScanAsync(code)).Outcome);
        Assert.Equal(RefusalCodes.StatusExpired, PassRig.Code(await Rig.Read.CodeAsync(talent, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Garbage_of_any_kind_is_invalid_and_recorded()
    {
        var code = await Rig.CodeAsync(await Rig.HolderAsync());
        string[] garbage =
        [
            "", " ", "hello", "TP1:", "TP1:GGX", code.ToLowerInvariant(), code[..^1], code + "0", new('9', 10_000), "\0\u0001\uFFFF", "人才一码通",
            "https://example.com/?q=1", string.Concat(Enumerable.Repeat("💥", 300)),
        ];
        foreach (var (index, text) in garbage.Index())
        {
            var seen = await Rig.ScanAsync(text, $"g{index}");
            Assert.Equal("invalid", seen.Outcome);
            Assert.Null(seen.Holder);
            var scan = Rig.ScanIds.Parse(seen.ScanId)!;
            var record = await Rig.Scans.FindAsync(seen.ScanId, scan, TestContext.Current.CancellationToken);
            Assert.Equal((seen.ScanId, "hall-1", "gate-2"), (record!.ScanId, record.Place, record.Device));
        }
    }

    [Fact]
    public async Task A_code_nobody_we_know_has_signed_names_an_unknown_issuer()
    {
        var now = Time.GetUtcNow();
        using var cipher = new CodeCipher([new byte[CodeCipher.KeySize]]);
        using var stranger = SigningKey.Create(new Kid(310000, 0x30));
        var code = new PassMinter(cipher, Core.Identity.RandomSource.System).Show(
            stranger, new PassSubject(new CodeOrigin("7k2m9qxw", 1), 1, 0, now.AddDays(1)), now);
        Assert.Equal("unknown_issuer", (await Rig.ScanAsync(code.Text)).Outcome);
    }

    [Fact]
    public async Task A_code_of_ours_for_a_pass_that_is_not_there_is_invalid()
    {
        var now = Time.GetUtcNow();
        var view = await Rig.Keys.CurrentAsync(TestContext.Current.CancellationToken);
        var code = new PassMinter(view.Cipher, Core.Identity.RandomSource.System).Show(
            view.Signer(RingUse.Minting, now), new PassSubject(new CodeOrigin("zzzzzzzz", 9), 1, 0, now.AddDays(1)), now);
        Assert.Equal("invalid", (await Rig.ScanAsync(code.Text)).Outcome);
    }

    [Fact]
    public async Task A_scan_made_offline_is_judged_as_of_when_it_was_made()
    {
        var code = await Rig.CodeAsync(await Rig.HolderAsync());
        var scannedAt = Time.GetUtcNow().AddSeconds(20);
        Time.Advance(TimeSpan.FromHours(30));
        var seen = await Rig.ScanAsync(code, "off", scannedAt);
        Assert.Equal("valid", seen.Outcome);
        Assert.Equal(scannedAt, seen.ScannedAt);
        var record = await Rig.Scans.FindAsync(seen.ScanId, Rig.ScanIds.Parse(seen.ScanId)!, TestContext.Current.CancellationToken);
        Assert.True(record!.Offline);
        AssertSame(seen, await Rig.ScanAsync(code, "off", scannedAt));
        Assert.Equal("already_used", (await Rig.ScanAsync(code, "other", scannedAt.AddSeconds(5))).Outcome);
    }

    [Fact]
    public async Task What_was_done_to_the_pass_after_a_scan_without_a_network_does_not_change_it()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talent = await Rig.HolderAsync();
        var passId = PassRig.Value(await Rig.Read.CurrentAsync(talent, true, cancel)).PassId;
        var codes = new Dictionary<string, (string Code, DateTimeOffset At)>();
        await ShowAsync("valid");
        codes["suspended"] = (await Rig.CodeAsync(talent), Time.GetUtcNow().AddSeconds(20));
        Time.Advance(TimeSpan.FromSeconds(5));
        await Rig.Change.FreezeAsync(talent, true, cancel);
        Time.Advance(TimeSpan.FromMinutes(10));
        await Rig.Change.UnfreezeAsync(talent, true, cancel);
        await ShowAsync("valid again");
        codes["revoked"] = (await Rig.CodeAsync(talent), Time.GetUtcNow().AddSeconds(20));
        Time.Advance(TimeSpan.FromSeconds(5));
        var status = (await Rig.Talents.FindAsync(talent.TalentId!, cancel))!.Statuses[0];
        PassRig.Value(await Rig.Statuses.RevokeAsync(PassRig.Office, talent.TalentId!, status.StatusId, "材料不实", true, cancel));
        Time.Advance(TimeSpan.FromHours(1));
        PassRig.Value(await Rig.Change.RevokeAsync(PassRig.Office, passId, "冒用", true, cancel));
        Time.Advance(TimeSpan.FromDays(2));
        foreach (var (expected, (code, at)) in codes)
        {
            Assert.Equal(expected.Split(' ')[0], (await Rig.ScanAsync(code, expected, at)).Outcome);
        }

        async Task ShowAsync(string name)
        {
            codes[name] = (await Rig.CodeAsync(talent), Time.GetUtcNow().AddSeconds(1));
            Time.Advance(TimeSpan.FromSeconds(2));
        }
    }

    [Theory]
    [InlineData("", "n", 0, "/place")]
    [InlineData(" ", "n", 0, "/place")]
    [InlineData("p", "", 0, "/nonce")]
    [InlineData("p", "n", 120, "/scannedAt")]
    [InlineData("p", "n", -8 * 86400, "/scannedAt")]
    public async Task Only_a_broken_request_is_refused(string place, string nonce, int seconds, string pointer)
    {
        DateTimeOffset? at = seconds == 0 ? null : Time.GetUtcNow().AddSeconds(seconds);
        var refused = Assert.IsType<Outcome<ScanView>.Refused>(await Rig.Scan.RunAsync(
            PassRig.Hall, new ScanInput("TP1:", place, nonce, null, at), true, TestContext.Current.CancellationToken));
        Assert.Equal(RefusalCodes.ValidationFailed, refused.Reason.Code);
        Assert.Equal([pointer], refused.Reason.Errors!.Keys);
    }

    [Theory]
    [InlineData(StorageFault.Before)]
    [InlineData(StorageFault.After)]
    [InlineData(StorageFault.AnswerLost)]
    [InlineData(StorageFault.NoConnection)]
    public async Task A_fault_at_any_call_never_uses_up_a_code_for_the_scanner_that_tries_again(StorageFault fault)
    {
        var cancel = TestContext.Current.CancellationToken;
        for (var k = 1; k <= 4; k++)
        {
            var code = await Rig.CodeAsync(await Rig.HolderAsync());
            using var faulty = Another(new StorageFaults(NextFault(k, fault, await WarmCallsAsync())));
            try
            {
                await faulty.ScanAsync(code, "a");
            }
            catch (Exception exception) when (exception is StorageCrashException or StorageException)
            {
                // The process crashed. The scanner repeats its call.
            }

            Assert.Equal("valid", (await Rig.ScanAsync(code, "a")).Outcome);
            Assert.Equal("already_used", (await Rig.ScanAsync(code, "b")).Outcome);
        }

        cancel.ThrowIfCancellationRequested();
    }

    // A new process first reads its keys. These calls (`warm` of them) are skipped before the k-th call gets the fault.
    private static Func<string, StorageFault> NextFault(int k, StorageFault fault, int warm)
    {
        var calls = 0;
        return _ => Interlocked.Increment(ref calls) == warm + k ? fault : StorageFault.None;
    }

    private async Task<int> WarmCallsAsync()
    {
        using var fresh = Another();
        using var calls = StorageCalls.Begin();
        await fresh.Keys.CurrentAsync(TestContext.Current.CancellationToken);
        return calls.Count;
    }

    private static void AssertSame(ScanView expected, ScanView actual) =>
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));
}
