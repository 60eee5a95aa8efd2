using System.Text.Json.Nodes;

namespace TalentPass.Functions.Http.OpenApi;

/// <summary>Builds the OpenAPI 3.1 document from what the triggers declare.</summary>
internal sealed class OpenApiDocument(OperationTable table, WireJson json)
{
    private static readonly (string Name, string Zh, string En)[] _tags =
    [
        ("sign-in", "登录", "Who calls"),
        ("passes", "人才码", "Passes and their codes"),
        ("scans", "扫码核验", "Scans at the hall"),
        ("trust", "信任与互认", "Keys, status lists, partner cities"),
        ("catalogue", "服务目录", "Departments, services, entitlements"),
        ("requests", "办件", "A talent's requests"),
        ("desks", "部门工作台", "A department's queue"),
        ("talents", "人才库", "The talent office's records"),
        ("health", "运行状态", "How the app is"),
    ];

    /// <summary>Builds the document.</summary>
    public JsonObject Build()
    {
        var schemas = new SchemaCollection(json, new XmlDescriptions(AppContext.BaseDirectory));
        var describe = new OperationDescription(schemas);
        var operations = table.All.Where(operation => !operation.About.Undocumented).ToList();
        var paths = new JsonObject();
        foreach (var path in operations.GroupBy(Path).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var methods = new JsonObject();
            foreach (var operation in path)
            {
                // HTTP defines that HEAD answers as GET does, so the document leaves HEAD out.
                foreach (var method in operation.Methods.Where(method => method != "HEAD"))
                {
                    methods.Add(method.ToLowerInvariant(), describe.Describe(operation));
                }
            }

            paths.Add(path.Key, methods);
        }

        schemas.Answer(typeof(Problem));
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "TalentPass 人才一码通",
                ["version"] = "1",
                ["summary"] = "一人一码，一码通办 · One code for every service a city offers its talents",
                ["description"] = "时间带时区（+08:00），日期为 yyyy-MM-dd；未知字段会被拒绝；错误为 application/problem+json。\n\n"
                    + "Times carry an offset (+08:00), dates are yyyy-MM-dd; unknown request fields are refused; errors are application/problem+json (RFC 9457).",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["tags"] = Tags(operations),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.Components,
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT" },
                },
            },
        };
    }

    /// <summary>An operation's path in the document: its route without route constraints.</summary>
    public static string Path(Operation operation) =>
        "/" + string.Join('/', operation.Route.Split('/').Select(segment => segment.Contains(':', StringComparison.Ordinal) && segment.StartsWith('{')
            ? segment[..segment.IndexOf(':', StringComparison.Ordinal)] + segment[segment.LastIndexOf('}')..]
            : segment));

    private static JsonArray Tags(IEnumerable<Operation> operations)
    {
        var used = operations.Select(operation => operation.About.Tag).ToHashSet(StringComparer.Ordinal);
        return new JsonArray([.. _tags.Where(tag => used.Contains(tag.Name))
            .Select(tag => new JsonObject { ["name"] = tag.Name, ["description"] = $"{tag.Zh} · {tag.En}" })]);
    }
}
