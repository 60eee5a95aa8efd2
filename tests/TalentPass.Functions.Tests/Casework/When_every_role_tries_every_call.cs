using System.Net;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>
/// Checks the permissions completely: every role tries every call of the OpenAPI document, and every desk tries the requests of
/// every service.
/// </summary>
public sealed class When_every_role_tries_every_call(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private static readonly (string Account, string Role, string? Department)[] _accounts =
    [
        ("li-wei", "talent", null), ("nobody", "talent", null), ("hall-1", "hall", null), ("desk-housing", "desk", "housing"), ("desk-health", "desk", "health"),
        ("supervisor", "supervisor", null), ("office", "office", null), ("auditor", "auditor", null),
    ];

    [Fact]
    public async Task Each_call_opens_to_the_roles_it_names_and_to_no_other()
    {
        var calls = await CallsAsync();
        Assert.True(calls.Count > 50, $"{calls.Count} calls");
        var wrong = new List<string>();
        foreach (var call in calls)
        {
            await CheckAsync(call, App.Http, null, call.Open ? null : HttpStatusCode.Unauthorized, wrong);
        }

        foreach (var (account, role, department) in _accounts)
        {
            using var client = await App.SignInAsync(account);
            foreach (var call in calls)
            {
                var may = call.Open || call.Roles.Count == 0
                    || (call.Roles.Contains(role) && (role != "desk" || !call.Path.Contains("{department}", StringComparison.Ordinal) || department == "housing"));
                await CheckAsync(call, client, account, may ? null : HttpStatusCode.Forbidden, wrong);
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_request_of_each_service_lies_on_its_desk_once_and_nobody_else_can_read_it_or_act_on_it()
    {
        var services = SeedCatalogue.Published.Content.Services;
        var departments = SeedCatalogue.Published.Content.Departments.Select(each => each.Id).ToList();
        Assert.True(services.Count >= 14 && departments.Count >= 7);
        var filed = new List<(string Number, string Department)>();
        foreach (var service in services)
        {
            using var talent = await App.SignInAsync(SeedCatalogue.EntitledTo(service.Id));
            filed.Add(((await RequestCalls.FileAsync(talent, service.Id)).Text("number"), service.Department));
        }

        foreach (var department in departments)
        {
            using var desk = await App.SignInAsync($"desk-{department}");
            var own = filed.Where(each => each.Department == department).Select(each => each.Number).Order(StringComparer.Ordinal).ToList();
            var listed = await HttpJson.UntilAsync(() => RequestCalls.DeskAsync(desk, department), all => all.Count >= own.Count, $"{own.Count} requests at {department}");
            Assert.Equal(own, listed.Select(each => each.GetProperty("number").GetString()!).Order(StringComparer.Ordinal));
            foreach (var (number, owner) in filed)
            {
                var read = await desk.GetJsonAsync($"/api/v1/desks/{owner}/requests/{number}");
                Assert.Equal(owner == department ? HttpStatusCode.OK : HttpStatusCode.Forbidden, read.Status);
                if (owner != department)
                {
                    var path = $"/api/v1/desks/{department}/requests/{number}";
                    (await desk.GetJsonAsync(path)).Is(HttpStatusCode.NotFound);
                    (await desk.PostJsonAsync($"{path}/claim", new { }, ifMatch: "\"any\"")).Is(HttpStatusCode.NotFound);
                    (await desk.PostJsonAsync($"/api/v1/desks/{owner}/requests/{number}/claim", new { }, ifMatch: "\"any\"")).Is(HttpStatusCode.Forbidden);
                }
            }
        }

        using var other = await App.SignInAsync("nobody");
        foreach (var (number, _) in filed)
        {
            (await other.GetJsonAsync($"/api/v1/requests/{number}")).Is(HttpStatusCode.NotFound);
            (await other.PostJsonAsync($"/api/v1/requests/{number}/withdraw", new { reason = "x" })).Is(HttpStatusCode.NotFound);
        }
    }

    private static async Task CheckAsync(ApiCall call, HttpClient client, string? account, HttpStatusCode? refused, List<string> wrong)
    {
        var path = call.Path.Replace("{department}", "housing", StringComparison.Ordinal);
        path = System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]+\}", "none");
        var answer = await client.CallAsync(new HttpMethod(call.Method), path, call.Method is "GET" or "DELETE" ? null : "{}");
        var right = refused is { } status ? answer.Status == status : (answer.Status != HttpStatusCode.Unauthorized || IsOfSession(answer))
            && answer.Status < HttpStatusCode.InternalServerError
            && (answer.Status != HttpStatusCode.Forbidden || answer.Code != "forbidden");
        if (!right && !IsHealth(call, answer))
        {
            wrong.Add($"{account ?? "anyone"}: {call.Method} {call.Path} → {(int)answer.Status} {answer.Code}");
        }
    }

    // A renewal is open to everybody, and refused without the session that it renews.
    private static bool IsOfSession(Answer answer) => answer.Code is "session_over";

    // The readiness check may answer 503 during the test. This is not an error.
    private static bool IsHealth(ApiCall call, Answer answer) => call.Path.StartsWith("/health", StringComparison.Ordinal) && answer.Status == HttpStatusCode.ServiceUnavailable;

    private async Task<List<ApiCall>> CallsAsync()
    {
        var document = (await App.Http.GetJsonAsync("/openapi/v1.json")).Body;
        return
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from method in path.Value.EnumerateObject()
               let about = method.Value
               // Signing out ends what the calls behind it need.
               orderby path.Name == "/api/v1/sign-in/out"
               select new ApiCall(
                   method.Name.ToUpperInvariant(),
                   path.Name,
                   !about.TryGetProperty("security", out _),
                   about.TryGetProperty("x-roles", out var roles) ? [.. roles.EnumerateArray().Select(each => each.GetString()!)] : []),
        ];
    }

    private sealed record ApiCall(string Method, string Path, bool Open, IReadOnlyList<string> Roles);
}
