using System.Text;
using TalentPass.Core.Tests;

namespace TalentPass.Benchmarks.Hostile;

/// <summary>An account that anybody may sign in as.</summary>
internal sealed record HostileAccount(string Name, IReadOnlyList<string> Roles, string? Department);

/// <summary>
/// Makes requests from the OpenAPI document. Two in five are as they should be, so that there is more and more to work on; the
/// others have one to three things odd. The same seed and number make the same choices. What they choose from is what the app
/// has answered so far, so ids differ between runs.
/// </summary>
internal sealed class RequestGenerator(ApiDocument document, Harvest harvest, IReadOnlyList<HostileAccount> accounts, Func<string, string> tokenOf, ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private static readonly string[] _verbs =
    [
        "claim", "claim", "accept", "accept", "approve", "deliver", "release", "assign", "transfer", "answer-urge", "note", "accept-tolerant", "request-supplement", "not-accept", "pause", "resume", "extend", "confirm", "decline", "refuse", "transfer-out",
    ];

    // What makes something that other requests can act on.
    private static readonly string[] _making =
    [
        "SubmitRequest", "SubmitRequest", "ActAtDesk", "ActAtDesk", "ListDesk", "GetDeskRequest", "SaveDraft", "UploadFile", "IssuePass", "ShowCode", "ScanCode", "SubmitBundle", "GetService", "ListServices", "GetMe", "GetPass", "ListRequests",
    ];

    // What ends something that the others need.
    private static readonly string[] _ending = ["RevokeStatus", "RevokePass", "WithdrawKey", "FreezePass", "RemovePartner", "OrderKey"];
    private static readonly string[] _methods = ["HEAD", "OPTIONS", "TRACE", "PATCH", "DELETE", "GET", "POST", "PUT", "ODD", "PROPFIND", "get", "A", "PRI", new string('M', 200)];
    private readonly SampleBodies _bodies = new(document, harvest);

    /// <summary>Makes the request with a number.</summary>
    public HostileRequest Next(long number)
    {
        var random = new SeededRandom(seed * Step ^ (ulong)number * (Step << 1 | 1));
        var operation = Choose(random);
        var may = accounts.Where(each => operation.Roles.Count == 0 || each.Roles.Any(operation.Roles.Contains)).ToList();
        var known = harvest.Path(random, operation.Places, [.. may.Select(static each => each.Name)]);
        var account = Caller(random, may, known);
        var verb = random.Pick(_verbs);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in operation.Places)
        {
            values[name] = name == "verb" ? verb : known?.Values[name] ?? Known(random, name);
        }

        if (account.Department is { } department && values.ContainsKey("department") && random.Chance(60))
        {
            values["department"] = department;
        }

        var path = operation.Fill(values);
        var draft = new RequestDraft(operation, path);
        Usual(random, draft, account, verb);
        var odd = random.Next(100) switch { < 40 => 0, < 65 => 1, < 88 => 2, _ => 3 };
        var carried = account.Name;
        for (var i = 0; i < odd; i++)
        {
            switch (random.Next(12))
            {
                case 0 or 1:
                    (carried, var token) = random.Chance(30) ? (null, "") : random.Chance(40) ? Other(random) : (null, OddTokens.Make(random, tokenOf(account.Name)));
                    draft.Set("Authorization", token);
                    draft.Oddities.Add("token");
                    break;
                case 2 or 3 when operation.Places.Count > 0:
                    values[random.Pick(operation.Places)] = "@odd@";
                    draft.Path = operation.Fill(values).Replace("%40odd%40", OddTexts.Segment(random, random.Pick(path.Split('/'))), StringComparison.Ordinal);
                    draft.Oddities.Add("path");
                    break;
                case 4 or 5:
                    OddQuery(random, draft, account);
                    break;
                case 6 or 7 or 8 when operation.Body is not null || random.Chance(15):
                    OddBody(random, draft, verb, account);
                    break;
                case 11 when random.Chance(30):
                    draft.Method = random.Pick(_methods);
                    draft.Oddities.Add($"method {draft.Method}");
                    break;
                default:
                    draft.Headers.AddRange(OddHeaders.Make(random));
                    draft.Oddities.Add($"header {draft.Headers[^1].Name}");
                    break;
            }
        }

        var request = new HostileRequest(number, operation, carried, path, values, [], draft.Oddities) { IsHead = draft.Method == "HEAD", IsFramed = odd == 0 };
        if (random.Chance(6))
        {
            var (bytes, then, oddity) = BrokenWire.Make(random, draft);
            return request with { Bytes = bytes, Then = then, IsFramed = false, Oddities = [.. draft.Oddities, oddity] };
        }

        return request with { Bytes = draft.Bytes() };
    }

    private ApiOperation Choose(SeededRandom random)
    {
        var chosen = random.Chance(35) ? document.Find(random.Pick(_making)) : random.Pick(document.Operations);
        return _ending.Contains(chosen.Id) && random.Chance(90) ? random.Pick(document.Operations) : chosen;
    }

    // Mostly one who may: whoever got the ids, or somebody with the role.
    private HostileAccount Caller(SeededRandom random, List<HostileAccount> may, PathValues? known)
    {
        var owner = may.Find(each => each.Name == known?.Account);
        var desk = may.FindAll(each => each.Department is { } own && known?.Values.GetValueOrDefault("department") == own);
        var (any, own) = (random.Pick(accounts), random.Chance(75));
        return random.Chance(8) || may.Count == 0 ? any
            : own && owner is not null ? owner
            : own && desk.Count > 0 ? random.Pick(desk)
            : random.Pick(may);
    }

    private string Known(SeededRandom random, string name) => (name == "list" ? random.Pick((string[])["0", "1"]) : harvest.Text(random, name)) ?? name switch
    {
        "cityCode" => random.Pick((string[])["3302", "3101"]),
        "department" => "housing",
        "service" => "housing-rent-subsidy",
        "bundle" => "new-arrival",
        _ => random.Id(12),
    };

    private void Usual(SeededRandom random, RequestDraft draft, HostileAccount account, string verb)
    {
        var operation = draft.Operation;
        draft.Set("Authorization", $"Bearer {tokenOf(account.Name)}");
        if (operation.MediaType == "multipart/form-data")
        {
            draft.Body = SampleBodies.Upload(random);
            draft.Set("Content-Type", $"multipart/form-data; boundary={SampleBodies.Boundary}");
        }
        else if (_bodies.Json(random, operation, verb, account.Name) is { } json)
        {
            draft.Body = Encoding.UTF8.GetBytes(BrokenBodies.Text(json));
            draft.Set("Content-Type", "application/json");
        }

        if (operation.Method is not "GET" and not "DELETE" && harvest.Tag(draft.Path) is { } tag)
        {
            draft.Set("If-Match", tag);
        }

        if (operation.Method == "POST" && random.Chance(50))
        {
            draft.Set("Idempotency-Key", random.Id(20));
        }

        foreach (var query in operation.Queries.Where(each => each.Required || random.Chance(25)))
        {
            var known = query.Name == "cursor" ? harvest.Text(random, $"cursor of {operation.Id} {account.Name}") : _bodies.Make(random, query.Schema, query.Name, 0)?.ToString();
            if (known is not null)
            {
                draft.Queries.Add((query.Name, Uri.EscapeDataString(known)));
            }
        }
    }

    private (string? Account, string Token) Other(SeededRandom random)
    {
        var other = random.Pick(accounts).Name;
        return (other, $"Bearer {tokenOf(other)}");
    }

    private void OddQuery(SeededRandom random, RequestDraft draft, HostileAccount account)
    {
        var queries = draft.Operation.Queries;
        var name = queries.Count == 0 || random.Chance(20) ? random.Pick((string[])["odd", "limit", "cursor", "lang", "code", "%00", "", "limit%5b%5d", "LIMIT"]) : random.Pick(queries).Name;
        var genuine = harvest.Text(random, random.Chance(50) ? "cursor" : $"cursor of {draft.Operation.Id} {account.Name}");
        if (!random.Chance(20))
        {
            draft.Queries.RemoveAll(each => each.Name == name);
        }

        draft.Queries.Add((name, name != "cursor" ? OddTexts.Value(random) : random.Chance(40) && genuine is not null ? genuine : OddTexts.Cursor(random, genuine)));
        draft.Oddities.Add($"query {name}");
    }

    private void OddBody(SeededRandom random, RequestDraft draft, string verb, HostileAccount account)
    {
        if (draft.Operation.MediaType == "multipart/form-data" && random.Chance(85))
        {
            (var type, draft.Body) = BrokenUploads.Make(random);
            draft.Set("Content-Type", type);
        }
        else
        {
            draft.Body = BrokenBodies.Make(random, _bodies.Json(random, draft.Operation, verb, account.Name));
            draft.Set("Content-Type", "application/json");
        }

        draft.Oddities.Add("body");
    }
}
