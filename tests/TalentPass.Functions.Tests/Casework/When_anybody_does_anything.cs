using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Functions.Tests.Casework.Desks;
using TalentPass.Functions.Tests.Requests.Rules;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>
/// Random allowed and forbidden actions by random roles over HTTP. Every answer and its list of allowed next actions are
/// compared with the tests' own model of a request. The walk has a fixed seed, so it is the same in each run.
/// <c>TALENTPASS_MODEL_STEPS</c> sets another length and <c>TALENTPASS_MODEL_SEED</c> another seed. The README names the
/// command.
/// </summary>
public sealed class When_anybody_does_anything(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const int Steps = 1_500;
    private const int Requests = 12;

    private static readonly (string Talent, string Service)[] _filed =
        [("li-wei", "housing-rent-subsidy"), ("schmidt", "residence-permit"), ("wu-hong", "housing-youth-station")];

    private static readonly string[] _officers = ["desk-housing", "desk-housing-2", "desk-hrss", "desk-exit-entry", "supervisor"];
    private static readonly string[] _talents = ["li-wei", "schmidt", "wu-hong"];
    private static readonly string[] _strangers = ["hall-1", "office", "auditor", "nobody"];
    private readonly Dictionary<string, HttpClient> _clients = [];
    private readonly Dictionary<string, int> _seen = [];

    public override async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        await base.DisposeAsync();
    }

    [Fact]
    public async Task Every_answer_is_what_the_table_says()
    {
        var steps = Setting("TALENTPASS_MODEL_STEPS", Steps);
        var random = new SeededChoice((ulong)Setting("TALENTPASS_MODEL_SEED", 20260213));
        foreach (var account in _officers.Concat(_talents).Concat(_strangers))
        {
            _clients[account] = await App.SignInAsync(account);
        }

        var lives = new List<LifeModel>();
        for (var step = 0; step < steps; step++)
        {
            lives.RemoveAll(each => each.State is "rated" or "ended" && random.Below(8) == 0);
            if (lives.Count < Requests)
            {
                lives.Add(await FileAsync(random));
            }

            var life = lives[random.Below(lives.Count)];
            await (random.Below(16) switch
            {
                0 => StrangerAsync(life, random),
                < 5 => TalentAsync(life, random),
                _ => OfficerAsync(life, random),
            });
        }

        // A walk in which every action is refused would prove nothing.
        Assert.All(RequestLife.Verbs, verb => Assert.True(_seen.GetValueOrDefault(verb) > 0, $"{verb} never happened."));
        Assert.True(_seen.GetValueOrDefault("points_unchecked") > 0, "Nothing was approved too early.");
        Assert.True(_seen.GetValueOrDefault("409") > steps / 10, "Hardly anything was refused.");
        foreach (var life in lives.Where(each => !each.IsClosed))
        {
            await OnItsDeskOnlyAsync(life);
        }

        Assert.True(await ExportedAsync() >= lives.Count, "Hardly anything is exported.");
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private async Task<LifeModel> FileAsync(SeededChoice random)
    {
        var (talent, service) = _filed[random.Below(_filed.Length)];
        var receipt = await RequestCalls.FileAsync(_clients[talent], service);
        var life = new LifeModel(receipt.Text("number"), talent, SeedCatalogue.Published.Content.Service(service)!);
        // The record does not answer what an applicant declares.
        life.Unchecked.UnionWith(life.Service.Conditions.Index().Where(each => each.Item is DeclaredCondition).Select(each => $"condition-{each.Index + 1}"));
        return life;
    }

    private async Task StrangerAsync(LifeModel life, SeededChoice random)
    {
        var (stranger, verb) = (_strangers[random.Below(_strangers.Length)], RequestLife.DeskVerbs[random.Below(RequestLife.DeskVerbs.Count)]);
        var path = $"/api/v1/desks/{life.Department}/requests/{life.Number}";
        (await _clients[stranger].GetJsonAsync(path)).Is(HttpStatusCode.Forbidden);
        (await _clients[stranger].PostJsonAsync($"{path}/{verb}", Body(life, verb, "hrss"), ifMatch: "\"any\"")).Is(HttpStatusCode.Forbidden);
        var own = await _clients[stranger].PostJsonAsync($"/api/v1/requests/{life.Number}/withdraw", Body(life, "withdraw", ""));
        Assert.Equal(stranger == "nobody" ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden, own.Status);
        _seen["403"] = _seen.GetValueOrDefault("403") + 1;
    }

    private async Task OfficerAsync(LifeModel life, SeededChoice random)
    {
        // Mostly the test chooses officers of the desk that has the request. Calls of other officers are always refused, so
        // they test little.
        var near = _officers.Where(each => each == "supervisor" || DepartmentOf(each) == life.Department).ToArray();
        var officer = random.Below(10) == 0 ? _officers[random.Below(_officers.Length)] : near[random.Below(near.Length)];
        var (role, department) = officer == "supervisor" ? ("supervisor", life.Department) : ("desk", DepartmentOf(officer));
        var allowed = life.Allowed(role, officer);
        var verb = random.Below(3) == 0 || allowed.Count == 0
            ? RequestLife.DeskVerbs[random.Below(RequestLife.DeskVerbs.Count)]
            // A pause is rare in the walk. The test then often resumes the clock, so that the request can continue.
            : allowed.Contains("resume") && random.Below(2) == 0 ? "resume"
            // So are an extension and its second person.
            : allowed.Contains("extend") && random.Below(3) == 0 ? "extend"
            : allowed.Contains("confirm") && random.Below(2) == 0 ? "confirm"
            : allowed.Order(StringComparer.Ordinal).ElementAt(random.Below(allowed.Count));
        var to = verb == "transfer" ? (life.Department == "hrss" ? life.Service.Department : "hrss") : near.First(each => each != "supervisor");
        var path = $"/api/v1/desks/{department}/requests/{life.Number}";
        var read = await _clients[officer].GetJsonAsync(path);
        var here = department == life.Department;
        Assert.Equal(here ? HttpStatusCode.OK : HttpStatusCode.NotFound, read.Status);
        var stale = here && random.Below(20) == 0;
        var answer = await _clients[officer].PostJsonAsync($"{path}/{verb}", Body(life, verb, to), ifMatch: stale || !here ? "\"stale\"" : read.ETag);
        if (!here || stale)
        {
            Assert.Equal(here ? HttpStatusCode.PreconditionFailed : HttpStatusCode.NotFound, answer.Status);
            return;
        }

        Judge(life, verb, role, officer, to, answer, allowed);
    }

    private async Task TalentAsync(LifeModel life, SeededChoice random)
    {
        string[] verbs = ["withdraw", "supplement", "urge", "rating", "appeal"];
        var talent = random.Below(8) == 0 ? _talents[random.Below(_talents.Length)] : life.Account;
        var allowed = life.Allowed("talent", talent);
        // Early withdrawals would end most requests before anything else happens to them.
        var verb = random.Below(3) == 0 || allowed.Count == 0 ? verbs[random.Below(verbs.Length)] : allowed.Order(StringComparer.Ordinal).ElementAt(random.Below(allowed.Count));
        verb = verb == "withdraw" && random.Below(3) != 0 ? "urge" : verb;
        var answer = await _clients[talent].PostJsonAsync($"/api/v1/requests/{life.Number}/{verb}", Body(life, verb, ""));
        if (talent != life.Account)
        {
            answer.Is(HttpStatusCode.NotFound);
        }
        else if (verb == "urge" && allowed.Contains(verb) && life.EverUrged)
        {
            answer.Is(HttpStatusCode.TooManyRequests);
        }
        else
        {
            Judge(life, verb, "talent", talent, null, answer, allowed);
        }
    }

    private void Judge(LifeModel life, string verb, string role, string actor, string? to, Answer answer, HashSet<string> allowed)
    {
        var what = $"{verb} by {actor} on {life.Service.Id} {life.State}, claimed by {life.ClaimedBy ?? "nobody"}: {answer.Status} {answer.Body}";
        if (verb == "confirm" && life.Awaiting is not null && !life.IsSecond(actor))
        {
            Assert.True(answer.Status == HttpStatusCode.Forbidden && answer.Code == "second_person_needed", what);
            return;
        }

        if (!allowed.Contains(verb))
        {
            Assert.True(answer.Status == HttpStatusCode.Conflict, what);
            var told = answer.Member("allowedActions").EnumerateArray().Select(each => each.GetString()!).ToHashSet();
            Assert.True(told.SetEquals(allowed), $"{what}, instead of {string.Join(", ", allowed)}");
            _seen["409"] = _seen.GetValueOrDefault("409") + 1;
            return;
        }

        if (verb == "accept-tolerant" && !life.Service.Materials.Any(each => each.Tolerable))
        {
            Assert.True(Error(answer, "/missing/0") == "not_tolerable", what);
            return;
        }

        if (verb == "accept-tolerant" && life.Asked && Own(life) == Tolerable(life))
        {
            Assert.True(Error(answer, "/missing/0") == "already_handed_in", what);
            return;
        }

        if (verb == "approve" && life.Unchecked.Count > 0)
        {
            Assert.True(answer.Status == HttpStatusCode.Conflict && answer.Code == "points_unchecked", what);
            Assert.True(life.Unchecked.SetEquals(answer.Member("points").EnumerateArray().Select(each => each.GetProperty("point").GetString()!)), what);
            _seen["points_unchecked"] = _seen.GetValueOrDefault("points_unchecked") + 1;
            return;
        }

        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Created, what);
        if (verb == "check")
        {
            life.Unchecked.Remove(PointOf(life));
        }

        var (line, wasEnded) = (life.Line(verb, role, actor)!, life.State == "ended");
        life.Took(verb, role, actor, to);
        life.Awaiting = verb == "extend" ? ("extend", actor, answer.Member("awaiting", "of").GetInt32()) : life.Awaiting;
        _seen[verb] = _seen.GetValueOrDefault(verb) + 1;
        if (verb != "appeal")
        {
            // An ended request keeps its ending as its state, even if a desk adds a note.
            Assert.True(wasEnded || answer.Text("state") == line.Published, what);
            // A desk that has transferred a request gets an empty list of next actions.
            var next = verb == "transfer" && role == "desk" ? [] : life.Allowed(role, actor);
            var told = answer.Member("allowedActions").EnumerateArray().Select(each => each.GetString()!).ToHashSet();
            Assert.True(told.SetEquals(next), $"{what}, then {string.Join(", ", told)} instead of {string.Join(", ", next)}");
        }
    }

    private async Task OnItsDeskOnlyAsync(LifeModel life)
    {
        foreach (var desk in new[] { "housing", "hrss", "exit-entry" })
        {
            await HttpJson.UntilAsync(
                () => RequestCalls.DeskAsync(_clients[$"desk-{desk}"], desk),
                all => all.Count(each => each.GetProperty("number").GetString() == life.Number) == (desk == life.Department ? 1 : 0),
                $"{life.Number} on the list of {life.Department} alone");
        }
    }

    // Whatever happened to it, the row that a desk exports says what the request's own row says. Returns how many there are.
    private async Task<int> ExportedAsync()
    {
        var (desks, store, numbers) = (App.Services.GetRequiredService<DeskStore>(), App.Services.GetRequiredService<RequestStore>(), App.Services.GetRequiredService<RequestNumbers>());
        var (day, exported) = (new DateOnly(2026, 2, 13), 0);
        foreach (var desk in new[] { "housing", "hrss", "exit-entry" })
        {
            var (received, _) = await desks.ReceivedAsync(desk, day, day, null, 1000, TestContext.Current.CancellationToken);
            foreach (var each in received)
            {
                var found = (await store.FindForDeskAsync(numbers.Parse(each.RequestKey)!, TestContext.Current.CancellationToken))!;
                Assert.Equal((found.Department == desk, found.Department == desk ? DeskEntry.Of(found) with { Received = null } : null), (each.IsHere, each.Entry));
                exported += each.IsHere ? 1 : 0;
            }
        }

        return exported;
    }

    private static string DepartmentOf(string officer) => officer.Replace("desk-", "", StringComparison.Ordinal).Replace("-2", "", StringComparison.Ordinal);

    private static string Own(LifeModel life) => life.Service.Materials.First(each => !each.FromSharedData).Id;

    private static string Tolerable(LifeModel life) => life.Service.Materials.FirstOrDefault(each => each.Tolerable)?.Id ?? Own(life);

    // The next point that is not ticked; the last one again when all are.
    private static string PointOf(LifeModel life) => life.Unchecked.Order(StringComparer.Ordinal).FirstOrDefault()
        ?? $"condition-{life.Service.Conditions.Count}";

    private static object Body(LifeModel life, string verb, string to)
    {
        var (own, tolerable) = (Own(life), Tolerable(life));
        return verb switch
        {
            "assign" => new { to },
            "transfer" => new { department = to, reason = "转办" },
            "answer-urge" or "note" => new { text = "已知悉" },
            "accept-tolerant" => new { missing = new[] { tolerable }, dueWorkingDays = 5 },
            "request-supplement" => new { items = new[] { new { material = own, text = "缺页" } }, dueWorkingDays = 5 },
            "not-accept" or "refuse" or "withdraw" => new { reason = "不符合" },
            "transfer-out" => new { reason = "属省级权限", rightAuthority = "省人社厅" },
            "pause" => new { kind = life.Service.TimeLimits.Pauses is [var kind, ..] ? kind : "inspection", workingDays = 5, note = "核查" },
            "extend" => new { workingDays = 1, reason = "复杂", approver = "supervisor" },
            "confirm" or "decline" => new { of = life.Awaiting?.Of ?? 1 },
            "approve" when SeedCatalogue.Published.Content.Service(life.Service.Id)!.Results is { Count: > 0 } => SeedCatalogue.Approval(life.Service.Id),
            "deliver" => new { how = "短信" },
            "check" => new { point = PointOf(life), met = true },
            "supplement" => new { materials = new[] { new { id = life.HasGaps ? tolerable : own } } },
            "urge" or "appeal" => new { text = "请尽快" },
            "rating" => new { grade = 4, channel = "mobile" },
            _ => new { },
        };
    }
}
