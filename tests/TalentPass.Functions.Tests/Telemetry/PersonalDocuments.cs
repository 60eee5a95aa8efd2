using System.Net;
using static TalentPass.Functions.Tests.Telemetry.PersonalData;

namespace TalentPass.Functions.Tests.Telemetry;

/// <summary>The part of the story about result documents and calendars.</summary>
internal sealed class PersonalDocuments(HttpClient http, PersonalData personal, Func<string, Task<HttpClient>> signInAsync)
{
    /// <summary>Reads, verifies and revokes the document of a request.</summary>
    public async Task RunAsync(HttpClient talent, Answer request)
    {
        var number = Assert.Single(request.Member("documents").EnumerateArray()).GetProperty("number").GetString()!;
        var path = $"/api/v1/documents/{number}";
        var document = Held(await talent.GetJsonAsync(path));
        personal.Add("certificate", number, document.Text("code"));
        Held(await talent.GetJsonAsync($"{path}/pdf"));
        Held(await http.GetJsonAsync($"/api/v1/verify?number={number}&code={document.Text("checkCode")}"));
        Held(await http.PostJsonAsync("/api/v1/verify", new { text = document.Text("code") }));
        using var first = await signInAsync("desk-housing");
        using var second = await signInAsync("desk-housing-2");
        Held(await first.PostJsonAsync($"{path}/revoke", new { reason = personal.Note("李伟提交的租赁合同系伪造") }));
        Held(await second.CallAsync(HttpMethod.Post, $"{path}/revoke/confirm"));
    }

    /// <summary>Publishes the calendar of a year.</summary>
    public static async Task PublishCalendarAsync(HttpClient office)
    {
        var days = new[] { new { date = "2027-01-01", off = true, name = new { zh = "元旦", en = "New Year's Day" } } };
        Held(await office.CallAsync(HttpMethod.Put, "/api/v1/calendars/2027", new { papers = new[] { "https://www.gov.cn/zhengce/2027" }, days }), HttpStatusCode.Created);
        Held(await office.GetJsonAsync("/api/v1/calendars"));
        Held(await office.GetJsonAsync("/api/v1/calendars/2027"));
    }
}
