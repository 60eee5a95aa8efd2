using System.Net;
using System.Text.Json;
using TalentPass.Core.Identity;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>The HTTP calls at the start of every test of a request.</summary>
internal static class RequestCalls
{
    /// <summary>Files the example request of a service, again if it was filed before.</summary>
    public static async Task<Answer> FileAsync(HttpClient talent, string service)
    {
        var answer = await talent.PostJsonAsync("/api/v1/requests", new { service, answers = SeedCatalogue.Example(service), confirmRepeat = true }, RandomSource.System.Id(20));
        return answer.Is(HttpStatusCode.Created);
    }

    /// <summary>Lets an officer of the hall scan a talent's code. Returns the id of the scan, which is valid.</summary>
    public static async Task<string> ScannedAsync(TestApp app, string account, string officer)
    {
        using var talent = await app.SignInAsync(account);
        await talent.PostJsonAsync("/api/v1/passes", new { });
        var code = (await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code");
        using var hall = await app.SignInAsync(officer);
        var scan = await hall.PostJsonAsync("/api/v1/scans", new { code, place = "大厅一号窗", nonce = RandomSource.System.Id(12) });
        Assert.Equal("valid", scan.Text("outcome"));
        return scan.Text("scanId");
    }

    /// <summary>Performs a desk action on the current version of a case. Before an approval, every point is ticked as met.</summary>
    public static async Task<Answer> ActAsync(HttpClient desk, string path, string verb, object body)
    {
        var seen = await desk.GetJsonAsync(path);
        var etag = verb == "approve" ? await TickAsync(desk, path, seen) : seen.ETag;
        return await desk.PostJsonAsync($"{path}/{verb}", body, ifMatch: etag ?? "\"none\"");
    }

    /// <summary>Ticks every point of a case as met; returns the version of the case afterwards.</summary>
    public static async Task<string?> TickAsync(HttpClient desk, string path, Answer? read = null)
    {
        var seen = read ?? await desk.GetJsonAsync(path);
        var etag = seen.ETag;
        foreach (var point in seen.Body.ValueKind == JsonValueKind.Object && seen.Body.TryGetProperty("points", out var points) ? points.EnumerateArray() : default)
        {
            var ticked = await desk.PostJsonAsync($"{path}/check", new { point = point.GetProperty("point").GetString(), met = true }, ifMatch: etag);
            if (ticked.Status != HttpStatusCode.OK)
            {
                break;
            }

            etag = ticked.ETag;
        }

        return etag;
    }

    /// <summary>Lists the open requests of a desk, at most 100.</summary>
    public static async Task<List<JsonElement>> DeskAsync(HttpClient desk, string department) =>
        [.. (await desk.GetJsonAsync($"/api/v1/desks/{department}/requests?limit=100")).Items];

    /// <summary>Waits until the request is on the desk's list, and returns its list item.</summary>
    public static async Task<JsonElement> OnDeskAsync(HttpClient desk, string department, string number) =>
        (await HttpJson.UntilAsync(
            () => DeskAsync(desk, department), all => all.Any(each => each.GetProperty("number").GetString() == number), $"{number} at {department}"))
        .Single(each => each.GetProperty("number").GetString() == number);
}
