using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// A supervisor without a department sees every desk and can act at each of them. A supervisor of one department and a desk
/// officer without a department cannot.
/// </summary>
public sealed class When_a_supervisor_belongs_to_no_department(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private static readonly string[] _departments = [.. SeedCatalogue.Published.Content.Departments.Select(each => each.Id)];

    [Fact]
    public async Task Every_desk_is_open_and_everybodys_claim_may_be_lifted()
    {
        var filed = new List<(string Number, string Department)>();
        foreach (var service in SeedCatalogue.Published.Content.Services.DistinctBy(each => each.Department))
        {
            filed.Add((await FileAsync(SeedCatalogue.EntitledTo(service.Id), service.Id, service.Department), service.Department));
        }

        Assert.True(filed.Count >= 7, $"{filed.Count} departments");
        using var supervisor = await App.SignInAsync("supervisor");
        foreach (var (number, department) in filed)
        {
            var desk = $"/api/v1/desks/{department}";
            (await ActAsync(number, "claim", new { }, department)).Is(HttpStatusCode.OK);
            Assert.Contains((await supervisor.GetJsonAsync($"{desk}/requests")).Items, each => each.GetProperty("number").GetString() == number);
            (await supervisor.GetJsonAsync($"{desk}/counts")).Is(HttpStatusCode.OK);
            Assert.Equal(number, Assert.Single((await supervisor.GetJsonAsync($"{desk}/search?q={number}")).Items).GetProperty("number").GetString());

            var seen = (await supervisor.GetJsonAsync($"{desk}/requests/{number}")).Is(HttpStatusCode.OK);
            var allowed = seen.Member("allowedActions").EnumerateArray().Select(each => each.GetString()!).Order(StringComparer.Ordinal);
            // Only the department itself may take actions that decide a request.
            Assert.Equal(["assign", "note", "release", "transfer"], allowed);
            (await supervisor.PostJsonAsync($"{desk}/requests/{number}/accept", new { }, ifMatch: seen.ETag)).Is(HttpStatusCode.Conflict, "not_allowed_in_state");
            (await supervisor.PostJsonAsync($"{desk}/requests/{number}/release", new { }, ifMatch: seen.ETag)).Is(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData(Roles.Supervisor, "hrss")]
    [InlineData(Roles.Desk, "hrss")]
    [InlineData(Roles.Desk, null)]
    public async Task Whoever_belongs_to_one_or_is_no_supervisor_sees_no_other(Roles role, string? department)
    {
        using var client = new HttpClient { BaseAddress = App.Http.BaseAddress };
        var session = await App.Services.GetRequiredService<SessionTokens>().IssueAsync(
            new Actor("somebody", "某人", role, department, null), TestContext.Current.CancellationToken);
        client.DefaultRequestHeaders.Authorization = new("Bearer", session.Token);
        foreach (var other in _departments)
        {
            (await client.GetJsonAsync($"/api/v1/desks/{other}/requests")).Is(other == department ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
        }
    }
}
