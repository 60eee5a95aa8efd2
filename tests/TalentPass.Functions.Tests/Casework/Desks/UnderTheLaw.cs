using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Casework.Timers;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// Base class: the whole app over HTTP, starting on 13 February 2026. The test sets the clock and decides when the timers run.
/// </summary>
public abstract class UnderTheLaw(AzuriteFixture azurite) : IAsyncLifetime
{
    protected const string Rent = "housing-rent-subsidy";

    /// <summary>The items that a desk asks for in a rent subsidy request: one paper and one answer.</summary>
    protected static object[] Wanted { get; } =
    [
        new { material = "lease-contract", text = "租赁合同缺少最后一页" },
        new { field = "bankName", text = "开户行不清楚" },
    ];

    /// <summary>The body that approves a rent subsidy.</summary>
    protected static object Granted { get; } = SeedCatalogue.Approval(Rent);

    private protected ShiftedClock Clock { get; } = new(Day(2026, 2, 13));

    protected TestApp App { get; private set; } = null!;

    protected string Connection { get; } = azurite.NewAccount();

    public virtual async ValueTask InitializeAsync() => await StartAsync();

    /// <summary>Starts the app again on the same storage after the test has stopped it.</summary>
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

    /// <summary>Files the example request of a service and waits until it is on the desk's list.</summary>
    protected async Task<string> FileAsync(string account, string service, string department = "housing")
    {
        using var talent = await App.SignInAsync(account);
        using var desk = await App.SignInAsync($"desk-{department}");
        var number = (await RequestCalls.FileAsync(talent, service)).Text("number");
        await RequestCalls.OnDeskAsync(desk, department, number);
        return number;
    }

    /// <summary>Reads the case as the talent sees it.</summary>
    protected async Task<Answer> SeenAsync(string account, string number)
    {
        using var talent = await App.SignInAsync(account);
        return await talent.GetJsonAsync($"/api/v1/requests/{number}");
    }

    /// <summary>Reads the case as the desk sees it.</summary>
    protected async Task<Answer> AtDeskAsync(string number, string department = "housing")
    {
        using var desk = await App.SignInAsync($"desk-{department}");
        return await desk.GetJsonAsync($"/api/v1/desks/{department}/requests/{number}");
    }

    /// <summary>Performs a desk action on the current version of the case. Before an approval, every point is ticked as met.</summary>
    protected async Task<Answer> ActAsync(string number, string verb, object body, string department = "housing", string? account = null)
    {
        using var desk = await App.SignInAsync(account ?? $"desk-{department}");
        return await RequestCalls.ActAsync(desk, $"/api/v1/desks/{department}/requests/{number}", verb, body);
    }

    /// <summary>Proposes an action that needs a second person, and confirms it as this account.</summary>
    protected async Task<Answer> ActWithSecondAsync(string number, string verb, object body, string department = "housing", string second = "supervisor")
    {
        var proposed = await ActAsync(number, verb, body, department);
        return await ActAsync(number, "confirm", new { of = proposed.Member("awaiting", "of").GetInt32() }, department, second);
    }

    /// <summary>Performs an action of the talent.</summary>
    protected async Task<Answer> DoAsync(string account, string number, string verb, object body, string? key = null)
    {
        using var talent = await App.SignInAsync(account);
        return await talent.PostJsonAsync($"/api/v1/requests/{number}/{verb}", body, key);
    }

    /// <summary>Runs the timers once.</summary>
    protected Task<TimersRun> RunTimersAsync() => App.Services.GetRequiredService<RunTimers>().RunAsync(TestContext.Current.CancellationToken);

    /// <summary>The actions in the timeline of a case, in order.</summary>
    protected static string[] Verbs(Answer answer) =>
        [.. answer.Member("timeline").EnumerateArray().Select(each => each.GetProperty("action").GetString()!)];

    /// <summary>
    /// The first error code of a refused body at a JSON pointer, or the whole answer if there is no such error.
    /// </summary>
    protected static string? Error(Answer answer, string pointer) =>
        answer.Body.TryGetProperty("errors", out var errors) && errors.TryGetProperty(pointer, out var codes) ? codes[0].GetString() : $"{answer}";

    /// <summary>A JSON member, found by its path of names.</summary>
    protected static JsonElement Part(Answer answer, params string[] names) => answer.Member(names);
}
