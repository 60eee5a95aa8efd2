using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Core.Casework.Applicants;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Views;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Casework.Applicants;

/// <summary>
/// Two connections send calls with one idempotency key. The second call arrives while the first is in progress, so neither
/// finds the other's row in its first read.
/// </summary>
public sealed class When_two_calls_carry_one_key(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    [Fact]
    public async Task One_is_carried_out_and_the_other_is_told_so()
    {
        var (one, other) = (await DeliveredAsync(), await DeliveredAsync());
        var first = await RateAsync(Slow(() => RateAsync(Plain, other, "b")), one, "a");
        Assert.Equal(RefusalCodes.IdempotencyKeyReused, Assert.IsType<Outcome<RequestView>.Refused>(first).Reason.Code);
        Assert.Equal(("delivered", "rated"), ((await SeenAsync("li-wei", one)).Text("state"), (await SeenAsync("li-wei", other)).Text("state")));
    }

    [Fact]
    public async Task The_same_call_twice_is_answered_the_same()
    {
        var number = await DeliveredAsync();
        var first = await RateAsync(Slow(() => RateAsync(Plain, number, "a")), number, "a");
        Assert.True(Assert.IsType<Outcome<RequestView>.Done>(first).Replayed);
        Assert.Single(Verbs(await SeenAsync("li-wei", number)), "rating");
    }

    [Fact]
    public async Task A_key_that_is_too_old_is_used_anew()
    {
        var (one, other) = (await DeliveredAsync(), await DeliveredAsync());
        Assert.IsType<Outcome<RequestView>.Done>(await RateAsync(Plain, one, "a"));
        Clock.Set(Day(2026, 2, 21));
        Assert.False(Assert.IsType<Outcome<RequestView>.Done>(await RateAsync(Plain, other, "b")).Replayed);
        Assert.True(Assert.IsType<Outcome<RequestView>.Done>(await RateAsync(Plain, other, "b")).Replayed);
    }

    private ActAsTalent Plain => App.Services.GetRequiredService<ActAsTalent>();

    // Runs other code once, between the read of the idempotency key and the transaction.
    private ActAsTalent Slow(Func<Task> meanwhile)
    {
        var serviceOf = App.Services.GetRequiredService<ServiceOf>();
        var happened = false;
        ServiceOf slow = async (service, version, cancel) =>
        {
            if (!happened)
            {
                happened = true;
                await meanwhile();
            }

            return await serviceOf(service, version, cancel);
        };
        return ActivatorUtilities.CreateInstance<ActAsTalent>(App.Services, slow);
    }

    private Task<Outcome<RequestView>> RateAsync(ActAsTalent act, string number, string fingerprint)
    {
        var talentId = App.Services.GetRequiredService<RequestNumbers>().Parse(number)!.TalentId;
        return act.RunOnceAsync(
            new Actor("li-wei", "李伟", Roles.Talent, null, talentId), number, new RateRequest(5, "mobile"), null, new IdempotentCall("one-key", fingerprint), english: true, TestContext.Current.CancellationToken);
    }

    private async Task<string> DeliveredAsync()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        await ActAsync(number, "approve", Granted);
        await ActAsync(number, "deliver", new { how = "短信" });
        return number;
    }

    [Theory]
    [InlineData("urge")]
    [InlineData("withdraw")]
    [InlineData("supplement")]
    public async Task An_action_sent_again_is_answered_again_before_any_limit(string verb)
    {
        var number = await FileAsync("li-wei", Rent);
        if (verb == "supplement")
        {
            await ActAsync(number, "request-supplement", new { items = new[] { new { material = "lease-contract", text = "缺页" } }, dueWorkingDays = 5 });
        }

        object body = verb switch
        {
            "urge" => new { text = "请尽快" },
            "withdraw" => new { reason = "不办了" },
            _ => new { materials = new[] { new { id = "lease-contract" } } },
        };
        var first = (await DoAsync("li-wei", number, verb, body, "again")).Is(HttpStatusCode.OK);
        var again = (await DoAsync("li-wei", number, verb, body, "again")).Is(HttpStatusCode.OK);
        Assert.Equal((false, true), (first.Replayed, again.Replayed));
        Assert.Equal(Verbs(first), Verbs(again));
        object other = verb switch
        {
            "urge" => new { text = "再催" },
            "withdraw" => new { reason = "别的" },
            _ => new { materials = new[] { new { id = "rent-receipt" } } },
        };
        Assert.Equal("idempotency_key_reused", (await DoAsync("li-wei", number, verb, other, "again")).Code);
    }
}
