using System.Net;
using System.Text.Json;
using TalentPass.Core.Identity;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>The calls every walk of a request begins with, over HTTP.</summary>
internal static class RequestCalls
{
    /// <summary>Files a service's example.</summary>
    public static async Task<Answer> FileAsync(HttpClient talent, string service)
    {
        var answer = await talent.PostJsonAsync("/api/v1/requests", new { service, answers = SeedCatalogue.Example(service) }, RandomSource.System.Id(20));
        return answer.Is(HttpStatusCode.Created);
    }

    /// <summary>The open requests of a desk.</summary>
    public static async Task<List<JsonElement>> DeskAsync(HttpClient desk, string department) =>
        [.. (await desk.GetJsonAsync($"/api/v1/desks/{department}/requests?limit=100")).Items];

    /// <summary>The request on the desk's list, as soon as it has arrived.</summary>
    public static async Task<JsonElement> OnDeskAsync(HttpClient desk, string department, string number) =>
        (await HttpJson.UntilAsync(
            () => DeskAsync(desk, department), all => all.Any(each => each.GetProperty("number").GetString() == number), $"{number} at {department}"))
        .Single(each => each.GetProperty("number").GetString() == number);
}
