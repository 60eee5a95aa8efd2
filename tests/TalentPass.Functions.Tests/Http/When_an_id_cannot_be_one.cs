using System.Text;
using TalentPass.Benchmarks.Hostile;
using TalentPass.Benchmarks.InMemory;
using TalentPass.Benchmarks.Operations;
using TalentPass.Core.Tests;

namespace TalentPass.Functions.Tests.Http;

/// <summary>Every operation with names in its path, with ids that no row can have, by somebody who may call it.</summary>
public sealed class When_an_id_cannot_be_one
{
    private static readonly string[] _ids =
        ["API", "a|b", "!d", "a b", "a/b", "'", "码", "%00", "-", "_", "~", "\ufffe", new string('x', 201), new string('x', 1100)];

    [Fact]
    public async Task It_is_refused_also_with_a_key_and_a_version()
    {
        await using var storage = await InMemoryStorage.StartAsync(TestContext.Current.CancellationToken);
        await using var app = await TestApp.StartAsync(
            storage.Ports.Connection("ids"),
            settings: new Dictionary<string, string?> { ["RateLimits:AccountPerMinute"] = "100000000", ["RateLimits:AddressPerMinute"] = "100000000" });
        using var client = new AppClient(app.Http.BaseAddress!);
        var document = ApiDocument.Parse((await client.SendAsync(HttpMethod.Get, "/openapi/v1.json", null)).Body);
        var bodies = new SampleBodies(document, new Harvest(document));
        var wrong = new List<string>();
        var calls = 0;
        foreach (var operation in document.Operations.Where(static each => each.Places.Any(static name => name != "department")))
        {
            var account = operation.Roles.Count == 0 || operation.Roles.Contains("talent") ? "li-wei"
                : operation.Roles.Contains("desk") ? "desk-housing" : operation.Roles.Contains("hall") ? "hall-1" : operation.Roles[0];
            var token = (await app.Http.PostJsonAsync("/api/v1/sign-in/demo", new { account })).Text("token");
            var body = bodies.Json(new SeededRandom(1), operation, "claim", account) is { } json ? Encoding.UTF8.GetBytes(BrokenBodies.Text(json)) : null;
            foreach (var id in _ids)
            {
                var values = operation.Places.ToDictionary(static name => name, name => name == "department" ? "housing" : name == "verb" ? "claim" : id);
                var answer = await client.SendAsync(new HttpMethod(operation.Method), operation.Fill(values), token, body, "\"any\"", "key");
                calls++;
                if (answer.Status is < 400 or 401 or >= 500 && !(operation.Id == "SaveDraft" && answer.Status is 200 or 201))
                {
                    wrong.Add($"{operation.Id} {id}: {answer.Status}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(calls > 30 * _ids.Length, $"{calls} calls");
    }
}
