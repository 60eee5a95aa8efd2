using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Casework.Timers;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>The whole app over HTTP on 13 February 2026, by a clock the test sets; timers run when the test says so.</summary>
public abstract class UnderTheLaw(AzuriteFixture azurite) : IAsyncLifetime
{
    protected const string Rent = "housing-rent-subsidy";

    /// <summary>What a desk wants of a rent subsidy: a paper and an answer.</summary>
    protected static object[] Wanted { get; } =
    [
        new { material = "lease-contract", text = "租赁合同缺少最后一页" },
        new { field = "bankName", text = "开户行不清楚" },
    ];

    private protected ShiftedClock Clock { get; } = new(Day(2026, 2, 13));

    protected TestApp App { get; private set; } = null!;

    protected string Connection { get; } = azurite.NewAccount();

    public virtual async ValueTask InitializeAsync() => await StartAsync();

    /// <summary>Starts the app on this class's storage, after it was stopped.</summary>
    protected async Task StartAsync(Dictionary<string, string?>? settings = null, Action<IServiceCollection>? configure = null) =>
        App = await TestApp.StartAsync(
            Connection,
            services =>
            {
                services.AddSingleton<TimeProvider>(Clock);
                configure?.Invoke(services);
            },
            settings);

    public virtual async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static DateTimeOffset Day(int year, int month, int day) => new(year, month, day, 9, 0, 0, TimeSpan.FromHours(8));

    /// <summary>Files the service's example and waits until the desk has it.</summary>
    protected async Task<string> FileAsync(string account, string service, string department = "housing")
    {
        using var talent = await App.SignInAsync(account);
        using var desk = await App.SignInAsync($"desk-{department}");
        var number = (await RequestCalls.FileAsync(talent, service)).Text("number");
        await RequestCalls.OnDeskAsync(desk, department, number);
        return number;
    }

    /// <summary>The case as its talent sees it.</summary>
    protected async Task<Answer> SeenAsync(string account, string number)
    {
        using var talent = await App.SignInAsync(account);
        return await talent.GetJsonAsync($"/api/v1/requests/{number}");
    }

    /// <summary>The case as its desk sees it.</summary>
    protected async Task<Answer> AtDeskAsync(string number, string department = "housing")
    {
        using var desk = await App.SignInAsync($"desk-{department}");
        return await desk.GetJsonAsync($"/api/v1/desks/{department}/requests/{number}");
    }

    /// <summary>A desk acts on what it sees now.</summary>
    protected async Task<Answer> ActAsync(string number, string verb, object body, string department = "housing", string? account = null)
    {
        using var desk = await App.SignInAsync(account ?? $"desk-{department}");
        var path = $"/api/v1/desks/{department}/requests/{number}";
        return await desk.PostJsonAsync($"{path}/{verb}", body, ifMatch: (await desk.GetJsonAsync(path)).ETag ?? "\"none\"");
    }

    /// <summary>A talent acts.</summary>
    protected async Task<Answer> DoAsync(string account, string number, string verb, object body, string? key = null)
    {
        using var talent = await App.SignInAsync(account);
        return await talent.PostJsonAsync($"/api/v1/requests/{number}/{verb}", body, key);
    }

    /// <summary>The timers, once.</summary>
    protected Task<TimersRun> RunTimersAsync() => App.Services.GetRequiredService<RunTimers>().RunAsync(TestContext.Current.CancellationToken);

    /// <summary>The verbs of a case's history.</summary>
    protected static string[] Verbs(Answer answer) =>
        [.. answer.Member("timeline").EnumerateArray().Select(each => each.GetProperty("action").GetString()!)];

    /// <summary>The errors of a refused body at one pointer.</summary>
    protected static string? Error(Answer answer, string pointer) =>
        answer.Body.TryGetProperty("errors", out var errors) && errors.TryGetProperty(pointer, out var codes) ? codes[0].GetString() : $"{answer}";

    /// <summary>A member of a member.</summary>
    protected static JsonElement Part(Answer answer, params string[] names) => answer.Member(names);
}
