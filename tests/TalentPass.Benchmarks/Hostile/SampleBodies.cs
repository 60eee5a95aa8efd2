using System.Text;
using System.Text.Json.Nodes;
using TalentPass.Core.Identity;

namespace TalentPass.Benchmarks.Hostile;

/// <summary>Bodies that the app may accept: from the schemas, from examples of services, and from what answers told.</summary>
internal sealed class SampleBodies(ApiDocument document, Harvest harvest)
{
    /// <summary>The boundary of the parts of an upload.</summary>
    public const string Boundary = "----hostile";

    private const int Deepest = 6;

    // A point of P-256: the base point.
    private static readonly string _publicKey = Convert.ToBase64String(Convert.FromHexString(
        "046B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C2964FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5"));

    private static readonly string[] _departments = ["housing", "education", "exit-entry", "household", "hrss", "health", "office"];

    /// <summary>A body in JSON; null when the operation takes none.</summary>
    /// <param name="random">What decides.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="verb">The action at a desk.</param>
    /// <param name="account">Who sends it.</param>
    public JsonNode? Json(RandomSource random, ApiOperation operation, string verb, string account)
    {
        if (operation.Body is not { } schema || operation.MediaType != "application/json")
        {
            return null;
        }

        switch (operation.Id)
        {
            case "SubmitRequest" or "SaveDraft" when harvest.Text(random, "service") is { } service && harvest.Example(service) is { } answers:
                var filed = new JsonObject { ["service"] = service, ["answers"] = answers };
                if (random.Chance(40) && harvest.Text(random, $"material of {service}") is { } material && harvest.Text(random, $"file of {account}") is { } file)
                {
                    filed["materials"] = new JsonArray(new JsonObject { ["id"] = material, ["file"] = file });
                }

                return filed;
            case "SubmitBundle" when harvest.Example("new-arrival") is { } parts:
                var members = parts.SelectMany(static part => part.Value!.AsObject()).DistinctBy(static each => each.Key);
                var together = new JsonObject(members.Select(static each => KeyValuePair.Create(each.Key, each.Value?.DeepClone())));
                return new JsonObject { ["answers"] = together };
            case "ActAtDesk":
                return DeskAction(random, verb);
            case "ActOnMany":
                var many = DeskAction(random, verb);
                many["action"] = verb;
                many["numbers"] = new JsonArray(harvest.Text(random, "number") ?? "none", harvest.Text(random, "number") ?? "none");
                return many;
            case "PublishCatalogue" when harvest.Catalogue is { } catalogue:
                return JsonNode.Parse(catalogue);
            case "RegisterTalent":
                return new JsonObject
                {
                    ["name"] = new JsonObject { ["full"] = "Muster, Max" },
                    ["nature"] = "foreign",
                    ["birthDate"] = "1980-02-29",
                    ["documents"] = new JsonArray(new JsonObject { ["kind"] = "passport", ["number"] = "C" + random.Id(8).ToUpperInvariant(), ["country"] = "DEU" }),
                    ["statuses"] = new JsonArray(Status()),
                };
            case "GiveStatus":
                return Status();
            case "PutPartner":
                return new JsonObject
                {
                    ["city"] = new JsonObject { ["zh"] = "上海", ["en"] = "Shanghai" },
                    ["keys"] = new JsonArray(),
                    ["tiers"] = new JsonArray(),
                    ["entitlements"] = new JsonArray(),
                    ["services"] = new JsonArray(),
                };
            case "BindDeviceKey":
                return new JsonObject { ["publicKey"] = _publicKey };
            default:
                return Make(random, schema, "", 0);
        }
    }

    /// <summary>An upload of a small PDF.</summary>
    public static byte[] Upload(RandomSource random) => Encoding.UTF8.GetBytes(
        $"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"证明 {random.Next(1000)}.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\n1 0 obj\n<</A {random.Id(8)}>>\nendobj\n%%EOF\r\n--{Boundary}--\r\n");

    /// <summary>A value that a schema allows, as far as the schema says.</summary>
    public JsonNode? Make(RandomSource random, JsonObject schema, string name, int depth)
    {
        schema = document.Resolve(schema);
        if (schema["anyOf"]?.AsArray() is { } some)
        {
            return Make(random, some[0]!.AsObject(), name, depth);
        }

        if (schema["enum"]?.AsArray() is { } values)
        {
            return random.Pick<JsonNode?>([.. values])?.DeepClone();
        }

        return Type(schema) switch
        {
            "object" => Object(random, schema, depth),
            "array" => depth > Deepest ? new JsonArray() : new JsonArray([.. Enumerable.Range(0, 1 + random.Next(2)).Select(_ => Make(random, schema["items"]?.AsObject() ?? [], name, depth + 1))]),
            "integer" or "number" => JsonValue.Create((int)((double?)schema["minimum"] ?? 1) + random.Next(3)),
            "boolean" => JsonValue.Create(random.Chance(50)),
            "string" => Text(random, schema, name),
            _ => new JsonObject(),
        };
    }

    private JsonObject Object(RandomSource random, JsonObject schema, int depth)
    {
        var required = schema["required"]?.AsArray().Select(static each => (string)each!).ToHashSet(StringComparer.Ordinal) ?? [];
        var made = new JsonObject();
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            if (depth <= Deepest && (random.Chance(20) || required.Contains(name)))
            {
                made[name] = Make(random, property!.AsObject(), name, depth + 1);
            }
        }

        return made;
    }

    private string Text(RandomSource random, JsonObject schema, string name)
    {
        var known = harvest.Text(random, name);
        return name switch
        {
            "nonce" => random.Id(20),
            "place" => "大厅一号窗",
            "channel" => random.Pick((string[])["pc", "mobile", "hall"]),
            "from" or "to" or "date" => harvest.Text(random, "submittedAt")?[..10] ?? "2026-11-26",
            _ when random.Chance(70) && known is not null => known,
            _ => (string?)schema["format"] switch
            {
                "date" => $"20{20 + random.Next(15)}-0{1 + random.Next(9)}-1{random.Next(10)}",
                "date-time" => $"2026-11-{10 + random.Next(20)}T10:00:00+08:00",
                "nationality" => "DEU",
                _ => "说明 text",
            },
        };
    }

    private static JsonObject Status() => new()
    {
        ["scheme"] = "ningbo",
        ["tier"] = "leading",
        ["issuer"] = new JsonObject { ["kind"] = "department", ["name"] = "宁波市人力资源和社会保障局" },
        ["basis"] = "人才分类目录第三层次",
        ["validFrom"] = "2026-01-01",
    };

    private static JsonObject DeskAction(RandomSource random, string verb) => verb switch
    {
        "assign" => new() { ["to"] = $"desk-{random.Pick(_departments)}" },
        "transfer" => new() { ["department"] = random.Pick(_departments), ["reason"] = "转办" },
        "transfer-out" or "not-accept" => new() { ["reason"] = "不属于本部门", ["rightAuthority"] = "市公安局" },
        "request-supplement" => new() { ["items"] = new JsonArray(new JsonObject { ["text"] = "请补充合同" }), ["dueWorkingDays"] = 5 },
        "accept-tolerant" => new() { ["missing"] = new JsonArray("lease"), ["dueWorkingDays"] = 5 },
        "pause" => new() { ["kind"] = "expert_review", ["workingDays"] = 10, ["note"] = "专家评审" },
        "extend" => new() { ["workingDays"] = 3, ["reason"] = "材料较多", ["approver"] = "supervisor" },
        "confirm" or "decline" => new() { ["of"] = 3 },
        "approve" => new() { ["decision"] = new JsonObject { ["type"] = "grant", ["amount"] = 1500 } },
        "refuse" => new() { ["reason"] = "条件不符" },
        "deliver" => new() { ["how"] = "邮寄" },
        "note" or "answer-urge" => verb == "note" ? new() { ["text"] = "备注", ["internal"] = true } : new() { ["text"] = "正在办理" },
        _ => [],
    };

    private static string Type(JsonObject schema) => schema["type"] switch
    {
        JsonArray several => (string)several[0]!,
        { } one => (string)one!,
        null => "object",
    };
}
