using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using TalentPass.Benchmarks.Operations;

namespace TalentPass.Benchmarks.Hostile;

/// <summary>Sends generated requests to a running app, some at a time.</summary>
internal sealed class HostileRun
{
    private readonly AppClient _client;
    private readonly Uri _address;
    private readonly Harvest _harvest;
    private readonly RequestGenerator _generator;
    private readonly ConcurrentDictionary<string, string> _tokens = new(StringComparer.Ordinal);
    private long _next;

    private HostileRun(AppClient client, Uri address, ApiDocument document, IReadOnlyList<HostileAccount> accounts, ulong seed)
    {
        (_client, _address, Document, _harvest) = (client, address, document, new Harvest(document));
        _generator = new RequestGenerator(document, _harvest, accounts, account => _tokens[account], seed);
    }

    /// <summary>What the requests are made of.</summary>
    public ApiDocument Document { get; }

    /// <summary>What was answered so far.</summary>
    public HostileResults Results { get; } = new();

    /// <summary>How many requests were begun so far.</summary>
    public long Begun => Interlocked.Read(ref _next);

    /// <summary>Reads the document and signs in as every demo account.</summary>
    public static async Task<HostileRun> PrepareAsync(AppClient client, Uri address, ulong seed)
    {
        var document = ApiDocument.Parse((await client.SendAsync(HttpMethod.Get, "/openapi/v1.json", null)).Body);
        var listed = JsonElement.Parse((await client.SendAsync(HttpMethod.Get, "/api/v1/sign-in/demo", null)).Body).GetProperty("items").EnumerateArray();
        List<HostileAccount> accounts =
        [
            .. listed.Select(static each => new HostileAccount(
                each.GetProperty("account").GetString()!,
                [.. each.GetProperty("roles").EnumerateArray().Select(static role => role.GetString()!)],
                each.GetProperty("department").GetString())),
        ];
        var run = new HostileRun(client, address, document, accounts, seed);
        foreach (var account in accounts)
        {
            await run.SignInAsync(account.Name);
        }

        return run;
    }

    /// <summary>Sends requests until so many were sent, or the app does not listen any more.</summary>
    /// <param name="count">How many.</param>
    /// <param name="callers">How many at a time.</param>
    public async Task RunAsync(long count, int callers)
    {
        await TeachAsync();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => CallAsync(count))));
    }

    // The examples of all services are what most of the rest depends on.
    private async Task TeachAsync()
    {
        using var wire = new WireClient(_address.Port);
        foreach (var path in (string[])["services?limit=100", "bundles?limit=100", "areas", "departments"])
        {
            await TeachAsync(wire, path);
        }

        foreach (var service in JsonElement.Parse((await _client.SendAsync(HttpMethod.Get, "/api/v1/services?limit=100", _tokens.Values.First())).Body).GetProperty("items").EnumerateArray())
        {
            await TeachAsync(wire, $"services/{service.GetProperty("service").GetString()}");
        }
    }

    private async Task TeachAsync(WireClient wire, string path)
    {
        var operation = Document.Find("GetService");
        var draft = new RequestDraft(operation, $"/api/v1/{path}");
        draft.Set("Authorization", $"Bearer {_tokens.Values.First()}");
        var request = new HostileRequest(-1, operation, null, draft.Path, new Dictionary<string, string>(), draft.Bytes(), []);
        _harvest.Take(request, await wire.SendAsync(request));
    }

    private async Task CallAsync(long count)
    {
        using var wire = new WireClient(_address.Port);
        while (Interlocked.Increment(ref _next) - 1 is var number && number < count)
        {
            var request = _generator.Next(number);
            var answer = await wire.SendAsync(request);
            Results.Add(request, answer);
            if (answer.Status is >= 200 and < 300 && !request.IsHead)
            {
                _harvest.Take(request, answer);
            }
            else if (answer.Status == (int)HttpStatusCode.Unauthorized && request is { Account: { } account, Oddities.Count: 0 })
            {
                // A key was withdrawn, or a session has ended.
                await SignInAsync(account);
            }
        }
    }

    private async Task SignInAsync(string account)
    {
        var answer = await _client.SendAsync(HttpMethod.Post, "/api/v1/sign-in/demo", null, JsonSerializer.SerializeToUtf8Bytes(new { account }));
        if (answer.IsSuccess)
        {
            _tokens[account] = JsonElement.Parse(answer.Body).GetProperty("token").GetString()!;
        }
    }
}
