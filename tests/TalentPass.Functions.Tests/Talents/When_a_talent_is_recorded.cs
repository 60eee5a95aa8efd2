using TalentPass.Core;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Functions.Tests.Talents;

public sealed class When_a_talent_is_recorded(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly string _connection = azurite.NewAccount();
    private TalentRig _rig = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = new TalentRig(_connection, TimeProvider.System);
        await StorageLayout.CreateAsync(_rig.Clients, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task It_is_found_by_document_phone_and_name()
    {
        var person = TalentRig.Person("吴𬭎", "+49 (0)30 1234567");
        var talentId = await _rig.RegisterAsync(person);
        foreach (var query in new[] { person.Documents[0].Number, "+49301234567", "吴 𬭎" })
        {
            var found = Assert.Single(await _rig.SearchAsync(query), each => each.TalentId == talentId);
            Assert.Equal(("吴*", "+49*******67", Standing.InForce, "leading"), (found.DisplayName, found.Phone, found.Standing, found.Tier));
        }

        Assert.Empty(await _rig.SearchAsync("吴红"));
    }

    [Theory]
    [InlineData("Müllerová", "Mu\u0308llerova\u0301")]
    [InlineData("Mu\u0308llerhaus", "Müllerhaus")]
    [InlineData("方文山", "⽅文山")]
    public async Task It_is_found_by_a_name_that_only_looks_the_same(string recorded, string sought)
    {
        var talent = await _rig.RegisterAsync(TalentRig.Person(recorded));
        Assert.Contains(talent, (await _rig.SearchAsync(sought)).Select(each => each.TalentId));
    }

    [Fact]
    public async Task Everything_handed_in_is_on_record()
    {
        var person = TalentRig.Person() with
        {
            Family =
            [
                new FamilyInput(FamilyRelation.Spouse, new NameInput("陈静"), new DateOnly(1988, 9, 21)),
                new FamilyInput(FamilyRelation.Child, new NameInput("李小禾"), new DateOnly(2020, 4, 12), Guardians: ["talent", "spouse"]),
            ],
        };
        var talentId = await _rig.RegisterAsync(person);
        var cancel = TestContext.Current.CancellationToken;
        var view = TalentRig.Value(await _rig.Read.GetAsync(TalentRig.Office, talentId, english: true, cancel));
        Assert.Equal(("李伟", "foreign", "Foreign national"), (view.Name.Full, view.Nature, view.NatureTitle));
        Assert.Equal(person.Documents[0].Number, Assert.Single(view.Documents).Number);
        Assert.Equal("Leading talent", Assert.Single(view.Statuses).TierTitle);
        Assert.Equal(["talent", view.Family[0].MemberId], view.Family[1].Guardians);
    }

    [Fact]
    public async Task Its_reading_by_the_office_is_recorded()
    {
        var talentId = await _rig.RegisterAsync(TalentRig.Person());
        var cancel = TestContext.Current.CancellationToken;
        await _rig.Read.GetAsync(TalentRig.Office, talentId, english: true, cancel);
        var feed = await _rig.Table.ReadAsync(Feed.Filter(Shard.Of(talentId)), 1000, cancel);
        Assert.Equal(
            ["talent.register", "talent.read"],
            feed.Rows.Where(row => row.GetString("Talent") == talentId).Select(row => row.GetString("Action")));
    }

    [Fact]
    public async Task The_same_document_is_not_recorded_twice()
    {
        var person = TalentRig.Person();
        await _rig.RegisterAsync(person);
        var again = await _rig.Register.RunAsync(TalentRig.Office, person, null, TestContext.Current.CancellationToken);
        Assert.Equal(RefusalCodes.AlreadyRegistered, TalentRig.Code(again));
    }

    [Fact]
    public async Task A_German_passport_is_the_same_under_the_code_it_prints()
    {
        var person = TalentRig.Person();
        await _rig.RegisterAsync(person);
        var printed = person with { Documents = [person.Documents[0] with { Country = "D" }] };
        Assert.Equal(
            RefusalCodes.AlreadyRegistered,
            TalentRig.Code(await _rig.Register.RunAsync(TalentRig.Office, printed, null, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_second_document_of_somebody_else_is_refused()
    {
        var first = TalentRig.Person();
        await _rig.RegisterAsync(first);
        var second = TalentRig.Person("王芳");
        var both = second with { Documents = [second.Documents[0], first.Documents[0]] };
        Assert.Equal(
            RefusalCodes.AlreadyRegistered,
            TalentRig.Code(await _rig.Register.RunAsync(TalentRig.Office, both, null, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_passport_number_of_another_country_is_another_person()
    {
        var person = TalentRig.Person();
        var german = await _rig.RegisterAsync(person);
        var french = await _rig.RegisterAsync(person with { Documents = [person.Documents[0] with { Country = "FRA" }] });
        Assert.Equal(
            new[] { german, french }.Order(StringComparer.Ordinal),
            (await _rig.SearchAsync(person.Documents[0].Number)).Select(each => each.TalentId));
    }

    [Fact]
    public async Task The_same_call_again_gets_the_first_answer()
    {
        var person = TalentRig.Person();
        var call = new IdempotentCall("key-1", "same");
        var first = TalentRig.Value(await _rig.Register.RunAsync(TalentRig.Office, person, call, TestContext.Current.CancellationToken));
        var again = await _rig.Register.RunAsync(TalentRig.Office, person, call, TestContext.Current.CancellationToken);
        var created = Assert.IsType<Outcome<TalentReceipt>.Created>(again);
        Assert.True(created.Replayed);
        Assert.Equal(first, created.Value);
    }

    [Fact]
    public async Task A_key_is_good_for_one_body_even_about_another_person()
    {
        var cancel = TestContext.Current.CancellationToken;
        await _rig.Register.RunAsync(TalentRig.Office, TalentRig.Person(), new IdempotentCall("key-2", "one"), cancel);
        var other = await _rig.Register.RunAsync(TalentRig.Office, TalentRig.Person(), new IdempotentCall("key-2", "two"), cancel);
        Assert.Equal(RefusalCodes.IdempotencyKeyReused, TalentRig.Code(other));
    }

    [Fact]
    public async Task Sixteen_at_once_make_one_talent()
    {
        var person = TalentRig.Person("赵云");
        var call = new IdempotentCall("key-16", "same");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            _rig.Register.RunAsync(TalentRig.Office, person, call, TestContext.Current.CancellationToken)));
        Assert.Single(outcomes.Select(TalentRig.Value).Distinct());
        Assert.Single(await _rig.SearchAsync(person.Documents[0].Number));
    }

    [Fact]
    public async Task Of_two_keys_at_once_one_wins()
    {
        var person = TalentRig.Person("马超");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            _rig.Register.RunAsync(TalentRig.Office, person, new IdempotentCall($"rival-{i}", "same"), TestContext.Current.CancellationToken)));
        Assert.Single(outcomes, outcome => outcome is Outcome<TalentReceipt>.Created);
        Assert.Equal(7, outcomes.Count(outcome => TalentRig.Code(outcome) == RefusalCodes.AlreadyRegistered));
    }

    [Fact]
    public async Task What_is_no_id_leads_to_nobody()
    {
        var cancel = TestContext.Current.CancellationToken;
        foreach (var text in new[] { "", "../../..", "7K2M9QXW", "7k2m9qx", "'; drop", "人才人才人才人才" })
        {
            Assert.Null(await _rig.Store.FindAsync(text, cancel));
            Assert.Null(await _rig.Store.FindDetailsAsync(text, cancel));
        }
    }

    [Fact]
    public async Task A_common_name_is_listed_page_by_page()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await _rig.RegisterAsync(TalentRig.Person("张三丰")));
        }

        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = TalentRig.Value(await _rig.Read.SearchAsync(
                TalentRig.Office, "张三丰", new PageRequest(2, cursor), english: false, TestContext.Current.CancellationToken));
            Assert.InRange(page.Items.Count, 1, 2);
            found.AddRange(page.Items.Select(item => item.TalentId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(ids.Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public async Task Reading_costs_what_is_read_and_not_what_is_there()
    {
        var cancel = TestContext.Current.CancellationToken;
        var person = TalentRig.Person("钱多多");
        var talentId = await _rig.RegisterAsync(person);
        var own = new Actor("qian", "钱多多", Roles.Talent, null, talentId);
        Assert.Equal(1, await CallsAsync(() => _rig.Read.FindOwnAsync(own, english: false, cancel)));
        Assert.Equal(3, await CallsAsync(() => _rig.Read.GetAsync(TalentRig.Office, talentId, english: false, cancel)));
        var before = await CallsAsync(() => _rig.SearchAsync(person.Documents[0].Number));
        for (var i = 0; i < 30; i++)
        {
            await _rig.RegisterAsync(TalentRig.Person("钱少少"));
        }

        Assert.Equal(before, await CallsAsync(() => _rig.SearchAsync(person.Documents[0].Number)));
        // A page of two items costs three storage calls: one list and two talents. The number of talents with this name does
        // not matter.
        Assert.Equal(3, await CallsAsync(() => _rig.Read.SearchAsync(TalentRig.Office, "钱少少", new PageRequest(2, null), english: false, cancel)));

        static async Task<int> CallsAsync(Func<Task> read)
        {
            using var calls = StorageCalls.Begin();
            await read();
            return calls.Count;
        }
    }
}
