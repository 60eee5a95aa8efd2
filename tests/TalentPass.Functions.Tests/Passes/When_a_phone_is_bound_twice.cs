using System.Net;
using TalentPass.Core;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Passes;

/// <summary>A repeated call with the same idempotency key returns the credential of the first call.</summary>
public sealed class When_a_phone_is_bound_twice(ClassAccount account, AppFixture fixture)
    : WithPassRig(account), IClassFixture<AppFixture>
{
    private static readonly IdempotentCall _call = new("key-1", "body-1");
    private readonly Phone _phone = new();

    public override ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task It_is_told_so_over_HTTP_and_another_body_is_refused()
    {
        using var talent = await fixture.App.SignInAsync("li-wei");
        using var other = new Phone();
        await talent.PostJsonAsync("/api/v1/passes", new { });
        var first = await BindAsync(talent, _phone, "phone-1");
        var again = await BindAsync(talent, _phone, "phone-1");
        Assert.Equal((HttpStatusCode.Created, false), (first.Status, first.Replayed));
        Assert.Equal((HttpStatusCode.Created, true), (again.Status, again.Replayed));
        Assert.Equal(first.Body.GetRawText(), again.Body.GetRawText());
        var refused = await BindAsync(talent, other, "phone-1");
        refused.Is(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        Assert.NotEqual(first.Text("credential"), (await BindAsync(talent, _phone, "phone-2")).Text("credential"));
    }

    [Fact]
    public async Task Whatever_was_done_to_the_pass_since_and_for_seven_days()
    {
        var talent = await Rig.HolderAsync();
        using var newer = new Phone();
        var first = PassRig.Value(await BindAsync(talent, _call));
        Time.Advance(TimeSpan.FromHours(2));
        PassRig.Value(await Rig.Bind.RunAsync(talent, newer.PublicKey, false, null, Cancel));
        PassRig.Value(await Rig.Change.FreezeAsync(talent, true, Cancel));
        var again = Assert.IsType<Outcome<DeviceCredentialView>.Created>(await BindAsync(talent, _call));
        Assert.Equal((first, true), (again.Value, again.Replayed));
        Assert.Equal(2, (await Rig.Passes.FindNewestAsync(talent.TalentId!, Cancel))!.Devices.Count);

        PassRig.Value(await Rig.Change.UnfreezeAsync(talent, true, Cancel));
        Time.Advance(TimeSpan.FromDays(8));
        var late = Assert.IsType<Outcome<DeviceCredentialView>.Created>(await BindAsync(talent, _call with { Fingerprint = "body-2" }));
        Assert.False(late.Replayed);
        Assert.NotEqual(first, late.Value);
        Assert.True(Assert.IsType<Outcome<DeviceCredentialView>.Created>(await BindAsync(talent, _call with { Fingerprint = "body-2" })).Replayed);
    }

    [Fact]
    public async Task Many_at_once_bind_one_key_and_get_one_credential()
    {
        var talent = await Rig.HolderAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => BindAsync(talent, _call)));
        Assert.Single(answers.Select(PassRig.Value).Distinct());
        Assert.Single(answers, each => each is Outcome<DeviceCredentialView>.Created { Replayed: false });
        Assert.Single((await Rig.Passes.FindNewestAsync(talent.TalentId!, Cancel))!.Devices);
    }

    [Theory]
    [InlineData(StorageFault.Before)]
    [InlineData(StorageFault.After)]
    [InlineData(StorageFault.AnswerLost)]
    [InlineData(StorageFault.NoConnection)]
    public async Task A_fault_at_any_call_leaves_one_key_and_one_credential(StorageFault fault)
    {
        for (var k = 1; k <= 8; k++)
        {
            var talent = await Rig.HolderAsync();
            using var faulty = Another(StorageFaults.At(k, fault));
            Outcome<DeviceCredentialView>? answered = null;
            try
            {
                answered = await faulty.Bind.RunAsync(talent, _phone.PublicKey, false, _call, Cancel);
            }
            catch (Exception exception) when (exception is StorageCrashException or StorageException)
            {
                // The process crashed. The phone repeats its call.
            }

            var again = PassRig.Value(await BindAsync(talent, _call));
            Assert.Equal(answered is null ? again : PassRig.Value(answered), again);
            Assert.Equal(again, PassRig.Value(await BindAsync(talent, _call)));
            _phone.Keep(again.Credential);
            Assert.Equal("valid", (await Rig.ScanAsync(_phone.Show(Time.GetUtcNow()))).Outcome);
        }
    }

    [Fact]
    public async Task A_key_costs_one_call_and_a_repetition_no_other()
    {
        var talent = await Rig.HolderAsync();
        await Rig.Keys.CurrentAsync(Cancel);
        PassRig.Value(await BindAsync(talent, null));
        var without = await CountAsync(() => BindAsync(talent, null));
        Assert.Equal(without + 1, await CountAsync(() => BindAsync(talent, _call)));
        Assert.Equal(1, await CountAsync(() => BindAsync(talent, _call)));
    }

    private Task<Outcome<DeviceCredentialView>> BindAsync(Actor talent, IdempotentCall? call) =>
        Rig.Bind.RunAsync(talent, _phone.PublicKey, false, call, Cancel);

    private static Task<Answer> BindAsync(HttpClient talent, Phone phone, string key) =>
        talent.PostJsonAsync("/api/v1/passes/current/device-keys", new { publicKey = phone.PublicKey }, key);

    private static async Task<int> CountAsync(Func<Task> run)
    {
        using var calls = StorageCalls.Begin();
        await run();
        return calls.Count;
    }
}
