using System.Collections.Concurrent;
using System.Text.Json;
using TalentPass.Benchmarks.Seeding;

namespace TalentPass.Benchmarks.Operations;

/// <summary>Requests of a desk that nobody has claimed, with their versions. A request can be claimed once in a round.</summary>
internal sealed class ClaimSupply(AppClient app, SeededCity city, string department)
{
    private const int ARound = 2000;
    private static readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = 32 };
    private (string Path, string ETag)[] _ready = [];
    private int _next = -1;

    /// <summary>How many can be claimed.</summary>
    public int Count => _ready.Length;

    private string Token => city.Staff[$"desk-{department}"];

    /// <summary>Reads the requests, and releases those that an earlier round claimed.</summary>
    public async Task PrepareAsync()
    {
        var read = new ConcurrentBag<(string, string)>();
        await Parallel.ForEachAsync(city.Requests[department].Take(ARound), _parallel, async (number, _) =>
        {
            var path = $"/api/v1/desks/{department}/requests/{number}";
            var answer = await app.SendAsync(HttpMethod.Get, path, Token);
            using var view = JsonDocument.Parse(answer.Body);
            if (view.RootElement.TryGetProperty("claimedBy", out var by) && by.ValueKind == JsonValueKind.String)
            {
                answer = await app.SendAsync(HttpMethod.Post, $"{path}/release", Token, "{}"u8.ToArray(), answer.ETag);
            }

            if (answer is { IsSuccess: true, ETag: { } version })
            {
                read.Add((path, version));
            }
        });
        (_ready, _next) = ([.. read], -1);
    }

    /// <summary>Claims the next one. False when none is left.</summary>
    public async Task<bool> ClaimAsync() =>
        Interlocked.Increment(ref _next) is var i && i < _ready.Length
        && await app.PostAsync($"{_ready[i].Path}/claim", Token, "{}"u8.ToArray(), _ready[i].ETag);
}
