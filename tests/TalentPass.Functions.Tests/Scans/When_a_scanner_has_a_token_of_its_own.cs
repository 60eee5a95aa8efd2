using TalentPass.Core;
using TalentPass.Core.Scans;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.Passes;

namespace TalentPass.Functions.Tests.Scans;

public sealed class When_a_scanner_has_a_token_of_its_own(ClassAccount account) : WithPassRig(account)
{
    [Fact]
    public async Task Its_scans_cost_no_call_more_and_are_recorded_under_its_own_name()
    {
        var device = await RegisterAsync();
        var actor = Actor(device);
        var talent = await Rig.HolderAsync();
        var code = await Rig.CodeAsync(talent);
        ScanView seen = null!;
        Assert.Equal(2, await CountAsync(async () => seen = await Rig.ScanAsync(code, by: actor)));
        Assert.Equal("valid", seen.Outcome);
        Assert.Equal(2, await CountAsync(async () => Assert.Equal("invalid", (await Rig.ScanAsync("junk", by: actor)).Outcome)));
        Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await CountAsync(async () => Assert.Equal("expired", (await Rig.ScanAsync(code, "late", by: actor)).Outcome)));
        Assert.Equal(3, await CountAsync(async () => Assert.Equal(seen.ScanId, (await Rig.ScanAsync(code, by: actor)).ScanId)));
        var record = await Rig.Scans.FindAsync(seen.ScanId, Rig.ScanIds.Parse(seen.ScanId)!, Cancel);
        Assert.Equal((device.DeviceId, $"device-{device.DeviceId}"), (record!.Device, record.Account));
    }

    [Fact]
    public async Task Once_removed_it_scans_nothing_at_once_and_learns_nothing()
    {
        var device = await RegisterAsync();
        var actor = Actor(device);
        var talent = await Rig.HolderAsync();
        var code = await Rig.CodeAsync(talent);
        await Rig.ScanAsync(code, by: actor);
        var next = await Rig.CodeAsync(talent);
        using var other = Another();
        PassRig.Value(await other.Devices.RemoveAsync(PassRig.Supervisor, device.DeviceId, Cancel));

        foreach (var (text, nonce) in new[] { (next, "n-1"), (code, "n-1"), (code, "n-2"), ("junk", "n-1") })
        {
            Assert.Equal(RefusalCodes.NotSignedIn, await RefusedAsync(actor, text, nonce));
        }

        Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(RefusalCodes.NotSignedIn, await RefusedAsync(actor, code, "n-1"));
        Assert.Equal(RefusalCodes.NotSignedIn, await RefusedAsync(actor, next, "n-1"));

        // None of these refused calls has used up the code.
        Assert.Equal("valid", (await Rig.ScanAsync(next, "hall", Time.GetUtcNow().AddMinutes(-2))).Outcome);
    }

    [Fact]
    public async Task Only_scanners_in_use_are_listed_a_page_at_a_time()
    {
        var devices = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            devices.Add((await RegisterAsync($"闸机 {i}")).DeviceId);
        }

        PassRig.Value(await Rig.Devices.RemoveAsync(PassRig.Supervisor, devices[2].ToUpperInvariant(), Cancel));
        PassRig.Value(await Rig.Devices.RemoveAsync(PassRig.Supervisor, devices[2], Cancel));
        var listed = new List<DeviceView>();
        string? cursor = null;
        do
        {
            var page = PassRig.Value(await Rig.Devices.ListAsync(new PageRequest(3, cursor), Cancel));
            Assert.InRange(page.Items.Count, 1, 3);
            listed.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        devices.RemoveAt(2);
        Assert.Equal(devices.Order(StringComparer.Ordinal), listed.Select(each => each.DeviceId));
        Assert.All(listed, each => Assert.Null(each.Token));
        Assert.Equal(RefusalCodes.NotFound, PassRig.Code(await Rig.Devices.RemoveAsync(PassRig.Supervisor, "000000000000", Cancel)));
        Assert.Equal(RefusalCodes.NotFound, PassRig.Code(await Rig.Devices.RemoveAsync(PassRig.Supervisor, "../x", Cancel)));
    }

    [Fact]
    public async Task The_same_registration_many_times_at_once_makes_one_scanner_and_no_other_token_counts()
    {
        var call = new IdempotentCall("key-1", "body-1");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            Rig.Devices.RegisterAsync(PassRig.Supervisor, "闸机", "一号厅", call, Cancel)));
        var views = answers.Select(PassRig.Value).ToArray();
        Assert.Single(views.Select(each => each.Token).Distinct());
        Assert.Single(PassRig.Value(await Rig.Devices.ListAsync(PageRequest.First, Cancel)).Items);
        Assert.Single(answers, each => each is Outcome<DeviceView>.Created { Replayed: false });
        var guards = await Rig.Clients.Table(StorageLayout.Talents).ReadAsync(TableFilter.Prefix(Shard.All[7], "!d|"), 100, Cancel);
        Assert.Single(guards.Rows);
        Assert.Equal(
            RefusalCodes.IdempotencyKeyReused,
            PassRig.Code(await Rig.Devices.RegisterAsync(PassRig.Supervisor, "别的", "一号厅", call with { Fingerprint = "body-2" }, Cancel)));
    }

    [Fact]
    public async Task A_token_that_was_changed_made_elsewhere_or_outlived_its_year_is_nobodys()
    {
        var token = (await RegisterAsync()).Token!;
        var now = Time.GetUtcNow();
        Assert.NotNull(Rig.DeviceTokens.Read(token, now));
        for (var i = 0; i < token.Length; i++)
        {
            var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            Assert.Null(Rig.DeviceTokens.Read(changed, now));
        }

        string[] others = ["tpd1.", "tpd1...", "tpd1.é.1.é", token + ".", token[..^1], token.ToUpperInvariant(), "tpd1." + new string('9', 8000)];
        Assert.All(others, each => Assert.Null(Rig.DeviceTokens.Read(each, now)));
        Assert.Null(new DeviceTokens(new MasterKey(Enumerable.Repeat((byte)1, 32).ToArray())).Read(token, now));
        Assert.NotNull(Rig.DeviceTokens.Read(token, now + DeviceTokens.Life - TimeSpan.FromSeconds(1)));
        Assert.Null(Rig.DeviceTokens.Read(token, now + DeviceTokens.Life));
    }

    [Theory]
    [InlineData(StorageFault.Before)]
    [InlineData(StorageFault.After)]
    [InlineData(StorageFault.AnswerLost)]
    public async Task A_crash_while_it_is_removed_leaves_it_listed_until_the_removal_is_repeated(StorageFault fault)
    {
        foreach (var k in new[] { 1, 2, 40, 65, 66, 67 })
        {
            var device = await RegisterAsync();
            using var faulty = Another(StorageFaults.At(k, fault));
            try
            {
                await faulty.Devices.RemoveAsync(PassRig.Supervisor, device.DeviceId, Cancel);
            }
            catch (Exception exception) when (exception is StorageCrashException or StorageException)
            {
                // The process crashed at some point between two shards.
            }

            PassRig.Value(await Rig.Devices.RemoveAsync(PassRig.Supervisor, device.DeviceId, Cancel));
            var talents = await Task.WhenAll(Rig.HolderAsync(), Rig.HolderAsync(), Rig.HolderAsync());
            foreach (var talent in talents)
            {
                Assert.Equal(RefusalCodes.NotSignedIn, await RefusedAsync(Actor(device), await Rig.CodeAsync(talent), "n"));
            }
        }
    }

    private async Task<DeviceView> RegisterAsync(string name = "闸机") =>
        PassRig.Value(await Rig.Devices.RegisterAsync(PassRig.Supervisor, name, "一号厅", null, Cancel));

    private Actor Actor(DeviceView device) => Rig.DeviceTokens.Read(device.Token!, Time.GetUtcNow())!;

    private async Task<string?> RefusedAsync(Actor actor, string code, string nonce) =>
        PassRig.Code(await Rig.Scan.RunAsync(actor, new ScanInput(code, "hall-1", nonce), true, Cancel));

    private async Task<int> CountAsync(Func<Task> run)
    {
        await Rig.Keys.CurrentAsync(Cancel);
        using var calls = StorageCalls.Begin();
        await run();
        return calls.Count;
    }
}
