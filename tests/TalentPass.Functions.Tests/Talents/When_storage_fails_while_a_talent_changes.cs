using TalentPass.Core;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Talents;

/// <summary>
/// Injects a fault at every storage call while a talent is recorded or a status is changed. Then the client retries.
/// </summary>
public sealed class When_storage_fails_while_a_talent_changes(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int MostCalls = 20;
    private readonly string _connection = azurite.NewAccount();
    private TalentRig _healthy = null!;

    public static TheoryData<StorageFault> Faults =>
        [StorageFault.Before, StorageFault.After, StorageFault.AnswerLost, StorageFault.NoConnection];

    public async ValueTask InitializeAsync()
    {
        _healthy = new TalentRig(_connection, TimeProvider.System);
        await StorageLayout.CreateAsync(_healthy.Clients, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory, MemberData(nameof(Faults))]
    public async Task The_second_attempt_at_recording_leaves_one_talent_that_everything_leads_to(StorageFault fault)
    {
        var cancel = TestContext.Current.CancellationToken;
        var broke = 0;
        for (var k = 1; k <= MostCalls; k++)
        {
            var person = TalentRig.Person("何晓", $"+49301{k:d2}{(int)fault:d2}55");
            person = person with { Documents = [person.Documents[0], TalentRig.Person().Documents[0]] };
            var call = new IdempotentCall($"{fault}-{k}", "same");
            var rig = new TalentRig(_connection, TimeProvider.System, StorageFaults.At(k, fault));
            broke += await AttemptAsync(() => rig.Register.RunAsync(TalentRig.Office, person, call, cancel)) ? 0 : 1;

            var receipt = TalentRig.Value(await _healthy.Register.RunAsync(TalentRig.Office, person, call, cancel));

            foreach (var query in new[] { person.Documents[0].Number, person.Documents[1].Number, person.Phone! })
            {
                Assert.Equal(receipt.TalentId, Assert.Single(await _healthy.SearchAsync(query)).TalentId);
            }

            var details = await _healthy.Store.FindDetailsAsync(receipt.TalentId, cancel);
            Assert.Equal((2, 1, 1), (details!.Documents.Count, details.StatusRecords.Count, details.Talent.Statuses.Count));
        }

        // The SDK retries after a lost answer, so the caller does not see this fault. It does not retry after a crash.
        Assert.Equal(fault is StorageFault.Before or StorageFault.After, broke > 5);
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task The_second_attempt_at_giving_leaves_one_status_more(StorageFault fault)
    {
        var cancel = TestContext.Current.CancellationToken;
        for (var k = 1; k <= 6; k++)
        {
            var talentId = await _healthy.RegisterAsync(TalentRig.Person());
            var input = TalentRig.Status("top", new DateOnly(2026, 3, 2), null);
            var call = new IdempotentCall("give", "same");
            var rig = new TalentRig(_connection, TimeProvider.System, StorageFaults.At(k, fault));
            await AttemptAsync(() => rig.Statuses.GiveAsync(TalentRig.Office, talentId, input, call, english: true, cancel));

            var status = TalentRig.Value(await _healthy.Statuses.GiveAsync(TalentRig.Office, talentId, input, call, english: true, cancel));

            var details = await _healthy.Store.FindDetailsAsync(talentId, cancel);
            Assert.Equal(2, details!.StatusRecords.Count);
            Assert.Equal(status.StatusId, details.Talent.Statuses[1].StatusId);
        }
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task The_second_attempt_at_revoking_finds_it_revoked_or_revokes_it(StorageFault fault)
    {
        var cancel = TestContext.Current.CancellationToken;
        for (var k = 1; k <= 6; k++)
        {
            var talentId = await _healthy.RegisterAsync(TalentRig.Person());
            var statusId = (await _healthy.TalentAsync(talentId)).Statuses[0].StatusId;
            var rig = new TalentRig(_connection, TimeProvider.System, StorageFaults.At(k, fault));
            await AttemptAsync(() => rig.Statuses.RevokeAsync(TalentRig.Office, talentId, statusId, "x", english: true, cancel));
            await _healthy.Statuses.RevokeAsync(TalentRig.Office, talentId, statusId, "x", english: true, cancel);

            var details = await _healthy.Store.FindDetailsAsync(talentId, cancel);
            Assert.NotNull(details!.Talent.Statuses[0].RevokedAt);
            Assert.Equal(details.Talent.Statuses[0], details.StatusRecords[0].Status);
            var feed = await _healthy.Table.ReadAsync(Feed.Filter(Shard.Of(talentId)), 1000, cancel);
            Assert.Single(feed.Rows, row => row.GetString("Talent") == talentId && row.GetString("Action") == "talent.status-revoke");
        }
    }

    private static async Task<bool> AttemptAsync<T>(Func<Task<Outcome<T>>> attempt)
    {
        try
        {
            return await attempt() is not Outcome<T>.Refused;
        }
        catch (StorageCrashException)
        {
            return false;
        }
    }
}
