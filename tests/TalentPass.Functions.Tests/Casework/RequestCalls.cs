using System.Net;
using System.Text.Json;
using TalentPass.Core.Identity;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>The HTTP calls at the start of every test of a request.</summary>
internal static class RequestCalls
{
    /// <summary>Files the example request of a service.</summary>
    public static async Task<Answer> FileAsync(HttpClient talent, string service)
    {
        var answer = await talent.PostJsonAsync("/api/v1/requests", new { service, answers = SeedCatalogue.Example(service) }, RandomSource.System.Id(20));
        return answer.Is(HttpStatusCode.Created);
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
