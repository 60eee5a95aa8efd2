using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TalentPass.Core;
using TalentPass.Core.Storage;
using TalentPass.Functions.Health;
using TalentPass.Functions.Http;
using TalentPass.Functions.Storage;
using TalentPass.Functions.Tests.Http;

namespace TalentPass.Functions.Tests.Health;

public sealed class When_readiness_is_asked(AzuriteFixture azurite)
{
    [Fact]
    public async Task With_all_tables_and_queues_there_it_is_ready()
    {
        await using var app = await StartAsync(azurite.NewAccount());
        await StorageLayout.CreateAsync(app.Services.GetRequiredService<StorageClients>(), TestContext.Current.CancellationToken);
        var reply = await app.GetAsync("/health/ready");
        Assert.Equal((200, "ready", "no-store"), (reply.Status, reply.Member("status").GetString(), reply.Headers["Cache-Control"]));
    }

    [Fact]
    public async Task Missing_tables_and_queues_are_named()
    {
        await using var app = await StartAsync(azurite.NewAccount());
        var reply = await app.GetAsync("/health/ready");
        Assert.Equal((503, RefusalCodes.NotReady), (reply.Status, reply.Code));
        Assert.Contains("missing:Talents", reply.ErrorsAt("/storage"));
        Assert.Contains("missing:desk-housing", reply.ErrorsAt("/storage"));
    }

    [Fact]
    public async Task Storage_that_cannot_be_reached_is_told_while_the_process_is_alive()
    {
        const string nowhere = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=AAAA;TableEndpoint=http://127.0.0.1:1/a;QueueEndpoint=http://127.0.0.1:1/a;";
        await using var app = await StartAsync(nowhere);
        var reply = await app.GetAsync("/health/ready");
        Assert.Equal(503, reply.Status);
        Assert.Equal(["unreachable"], reply.ErrorsAt("/storage"));
        Assert.Equal(200, (await app.GetAsync("/health/live")).Status);
    }

    [Fact]
    public async Task Keys_that_cannot_be_loaded_are_told()
    {
        await using var app = await PipelineApp.StartAsync(builder => builder.Services.AddSingleton<ISessionKeys, NoKeys>());
        Assert.Equal(["failed"], (await app.GetAsync("/health/ready")).ErrorsAt("/keys"));
    }

    [Fact]
    public async Task A_check_that_hangs_or_breaks_is_told_and_does_not_hide_the_others()
    {
        await using var app = await PipelineApp.StartAsync(builder =>
        {
            builder.Services.AddReadiness("slow", _ => async cancel =>
            {
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
                return [];
            });
            builder.Services.AddReadiness("broken", _ => _ => throw new InvalidOperationException());
            builder.Services.AddReadiness("fine", _ => _ => Task.FromResult<IReadOnlyList<string>>([]));
        });
        var reply = await app.GetAsync("/health/ready");
        Assert.Equal(["timeout"], reply.ErrorsAt("/slow"));
        Assert.Equal(["failed"], reply.ErrorsAt("/broken"));
        Assert.Empty(reply.ErrorsAt("/fine"));
    }

    [Fact]
    public async Task Until_everything_is_loaded_the_steps_that_are_left_are_named()
    {
        var loading = new TaskCompletionSource();
        var clock = new FakeTimeProvider();
        using var steps = new StartSteps([Step("tables", () => Task.CompletedTask), Step("seeds", () => loading.Task), Step("talents", () => Task.CompletedTask)], clock, NullLogger<StartSteps>.Instance);
        var seals = new RowSeal(new MasterKey(new byte[MasterKey.Length]), clock, NullLogger<RowSeal>.Instance);
        var readiness = new Readiness([new ReadinessCheck("start", steps.ProbeAsync)], seals, clock);

        var start = steps.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(async () =>
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            return await ReasonsAsync(readiness) is ["seeds:running", "talents:waiting"];
        }, "the second step runs");
        loading.SetResult();
        await start;
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.IsType<Outcome<HealthView>.Done>(await readiness.AskAsync());
    }

    private static StartStep Step(string name, Func<Task> run) => new(name, _ => run());

    private static async Task<string[]> ReasonsAsync(Readiness readiness) =>
        ((Outcome<HealthView>.Refused)await readiness.AskAsync()).Reason.Errors!["/start"];

    [Fact]
    public async Task While_a_look_takes_long_the_answer_before_is_given_at_once()
    {
        var clock = new FakeTimeProvider();
        var storage = Task.FromResult<IReadOnlyList<string>>([]);
        var silence = new TaskCompletionSource<IReadOnlyList<string>>();
        var readiness = new Readiness([new ReadinessCheck("storage", _ => storage)], new RowSeal(new MasterKey(new byte[MasterKey.Length]), clock, NullLogger<RowSeal>.Instance), clock);
        Assert.IsType<Outcome<HealthView>.Done>(await readiness.AskAsync());

        storage = silence.Task;
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.IsType<Outcome<HealthView>.Done>(Now(readiness.AskAsync()));
        clock.Advance(TimeSpan.FromSeconds(3));
        await Eventually.HoldsAsync(async () => await readiness.AskAsync() is Outcome<HealthView>.Refused, "the look has run out of patience");
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["timeout"], ((Outcome<HealthView>.Refused)Now(readiness.AskAsync())).Reason.Errors!["/storage"]);

        // An old answer says nothing about now.
        storage = Task.FromResult<IReadOnlyList<string>>([]);
        clock.Advance(TimeSpan.FromSeconds(3));
        await Eventually.HoldsAsync(async () => await readiness.AskAsync() is Outcome<HealthView>.Done, "storage answers again");
        storage = silence.Task;
        clock.Advance(TimeSpan.FromSeconds(11));
        var asked = readiness.AskAsync();
        Assert.False(asked.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.IsType<Outcome<HealthView>.Refused>(await asked);

        static Outcome<HealthView> Now(Task<Outcome<HealthView>> asked)
        {
            Assert.True(asked.IsCompleted);
            return asked.Result;
        }
    }

    [Fact]
    public async Task Many_who_ask_at_once_cost_one_look()
    {
        var looks = 0;
        await using var app = await PipelineApp.StartAsync(builder => builder.Services.AddReadiness("counted", _ => _ =>
        {
            Interlocked.Increment(ref looks);
            return Task.FromResult<IReadOnlyList<string>>([]);
        }));
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => app.GetAsync("/health/ready")));
        Assert.InRange(looks, 1, 3);
    }

    private sealed class NoKeys : ISessionKeys
    {
        public ValueTask<SessionKey> CurrentAsync(CancellationToken cancel) => throw new CryptographicException("Sealed under another key.");

        public ValueTask<SessionKey?> FindAsync(string kid, CancellationToken cancel) => new((SessionKey?)null);
    }

    private static Task<PipelineApp> StartAsync(string connection) =>
        PipelineApp.StartAsync(builder => builder.Configuration["TalentPassStorage"] = connection);
}
