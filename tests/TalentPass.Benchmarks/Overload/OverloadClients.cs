using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using TalentPass.Benchmarks.Operations;
using TalentPass.Benchmarks.Seeding;
using TalentPass.Core.Identity;

namespace TalentPass.Benchmarks.Overload;

/// <summary>Clients that scan and file in turn, each with one call at a time, and wait a moment when they are told to.</summary>
internal sealed class OverloadClients(AppClient app, SeededCity city, IServiceProvider services)
{
    private const int Codes = 12_000;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);
    private readonly CodeSupply _codes = new(services);

    /// <summary>Mints codes for a run that begins at once.</summary>
    public Task PrepareAsync() => _codes.MintAsync(city.Talents, Codes);

    /// <summary>Runs the clients for a while.</summary>
    public async Task<(LoopResult Loop, Answers Answers)> RunAsync(int clients, TimeSpan length, int most = int.MaxValue)
    {
        var answers = new Answers();
        var loop = await ClosedLoop.RunAsync(clients, length, most, (client, n) => CallAsync(client, n, answers));
        return (loop, answers);
    }

    /// <summary>Reads a page of a desk. Whether that succeeded.</summary>
    public async Task<bool> IsServedAsync() =>
        (await app.SendAsync(HttpMethod.Get, "/api/v1/desks/housing/requests?limit=20", city.Staff["desk-housing"])).IsSuccess;

    private async Task<bool> CallAsync(int client, int n, Answers answers)
    {
        try
        {
            var answer = await (n % 2 == 0 ? ScanAsync(client) : SubmitAsync(n));
            answers.Add(answer.Status, answer.RetryAfter is not null);
            if (answer.Status is 429 or 503)
            {
                await Task.Delay(_pause);
            }

            return answer.IsSuccess;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or SocketException)
        {
            answers.AddNone();
            return false;
        }
    }

    // When no code is left, the scan is of text that is not a code; it costs a storage call as well.
    private Task<AppAnswer> ScanAsync(int client) => app.SendAsync(
        HttpMethod.Post,
        "/api/v1/scans",
        city.Staff[string.Create(CultureInfo.InvariantCulture, $"hall-{client % 64}")],
        JsonSerializer.SerializeToUtf8Bytes(new { code = _codes.Next() ?? "none", place = CityOperations.Place, nonce = RandomSource.System.Id(20) }));

    private Task<AppAnswer> SubmitAsync(int n) =>
        app.SendAsync(HttpMethod.Post, "/api/v1/requests", city.Talent(n).Token, city.Filing(), key: RandomSource.System.Id(20));
}
