using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Guests;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Functions.Tests.Talents.Guests;

/// <summary>A guest is found again by the document, whatever crash came between the rows.</summary>
public sealed class When_a_guest_is_recorded(ClassAccount account) : IClassFixture<ClassAccount>
{
    private readonly string _prefix = ClassAccount.NewPrefix();

    public static TheoryData<int, StorageFault> Faults
    {
        get
        {
            var all = new TheoryData<int, StorageFault>();
            foreach (var call in Enumerable.Range(1, 3))
            {
                foreach (var fault in new[] { StorageFault.Before, StorageFault.After, StorageFault.AnswerLost, StorageFault.NoConnection })
                {
                    all.Add(call, fault);
                }
            }

            return all;
        }
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task A_fault_at_any_call_leaves_one_guest(int call, StorageFault fault)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var whole = AppServices.Build(account.Connection, _prefix);
        await StorageLayout.CreateAsync(whole.GetRequiredService<StorageClients>(), cancel);
        using var faulty = AppServices.Build(account.Connection, _prefix, faults: StorageFaults.At(call, fault));
        var guest = Read($"L{call}{(int)fault}98902C");
        string? begun = null;
        try
        {
            begun = (await faulty.GetRequiredService<GuestStore>().RecordAsync(guest, cancel))?.GuestId;
        }
        catch (StorageCrashException)
        {
        }

        var store = whole.GetRequiredService<GuestStore>();
        var recorded = (await store.RecordAsync(guest, cancel))!;
        Assert.Equal(recorded.GuestId, begun ?? recorded.GuestId);
        Assert.Equal(recorded, await store.RecordAsync(guest, cancel));
        Assert.Equal(recorded.GuestId, await store.FindIdAsync(guest, cancel));
    }

    [Fact]
    public async Task What_an_earlier_visit_said_is_kept_and_what_is_new_is_added()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var app = AppServices.Build(account.Connection, _prefix);
        await StorageLayout.CreateAsync(app.GetRequiredService<StorageClients>(), cancel);
        var store = app.GetRequiredService<GuestStore>();
        var first = (await store.RecordAsync(Read("L898902C3", "+8613900000077"), cancel))!;
        var second = (await store.RecordAsync(Read("L898902C3"), cancel))!;
        Assert.Equal((first.GuestId, first.Phone), (second.GuestId, second.Phone));
        using var calls = StorageCalls.Begin();
        await store.RecordAsync(second, cancel);
        Assert.Equal(2, calls.Count);
    }

    [Fact]
    public async Task A_guest_is_no_talent_and_a_talent_with_the_document_can_still_be_recorded()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var app = AppServices.Build(account.Connection, _prefix);
        await StorageLayout.CreateAsync(app.GetRequiredService<StorageClients>(), cancel);
        var guest = (await app.GetRequiredService<GuestStore>().RecordAsync(Read("L898902C3"), cancel))!;
        Assert.Null(await app.GetRequiredService<TalentStore>().FindAsync(guest.GuestId, cancel));
        Assert.Null(await app.GetRequiredService<TalentLookup>().FindAsync(LookupKind.Identity, "passport|D|L898902C3", cancel));
    }

    private static Guest Read(string number, string? phone = null) => Assert.IsType<Outcome<Guest>.Done>(GuestReader.Read(
        new GuestInput(new NameInput(Surname: "ERIKSSON", Given: "ANNA"), new DocumentInput(DocumentKind.Passport, number, "D"), phone), "", new DateOnly(2026, 11, 26))).Value;
}
