using System.Globalization;
using System.Text.Json.Nodes;
using TalentPass.Core;
using TalentPass.Core.Validation;

namespace TalentPass.Functions.Http.OpenApi;

/// <summary>Describes one operation for the document.</summary>
internal sealed class OperationDescription(SchemaCollection schemas)
{
    public JsonObject Describe(Operation operation)
    {
        var about = operation.About;
        var described = new JsonObject
        {
            ["operationId"] = operation.Name,
            ["tags"] = new JsonArray(about.Tag),
            ["summary"] = $"{about.Zh} · {about.En}",
            ["parameters"] = Parameters(operation),
        };
        if (!about.Anonymous)
        {
            described["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() });
            if (about.Roles != Roles.None)
            {
                described["x-roles"] = new JsonArray([.. RoleNames.Of(about.Roles).Select(name => (JsonNode)name)]);
            }
        }

        if (about.Weight > 1)
        {
            described["x-weight"] = about.Weight;
        }

        if (RequestBody(about) is { } body)
        {
            described["requestBody"] = body;
        }

        described["responses"] = Responses(operation);
        return described;
    }

    private static JsonArray Parameters(Operation operation)
    {
        var parameters = operation.RouteParameters.Select(name => Parameter(name, "path", true, Text())).ToList();
        parameters.AddRange(operation.Query.Select(Query));
        if (operation.About.Paged)
        {
            parameters.Add(Parameter("limit", "query", false, new() { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 100, ["default"] = 20 }));
            parameters.Add(Parameter("cursor", "query", false, Text(), "上一页的 nextCursor · nextCursor of the previous part"));
        }

        if (operation.About.Idempotent)
        {
            parameters.Add(Parameter(RequestHeaders.IdempotencyKey, "header", false, new() { ["type"] = "string", ["pattern"] = "^[!-~]{1,128}$" }, "保存 7 天 · Kept 7 days"));
        }

        if (operation.About.IfMatch || operation.About.MayMatch)
        {
            parameters.Add(Parameter("If-Match", "header", operation.About.IfMatch, Text(), "读取时得到的 ETag · The ETag that was read"));
        }

        return new JsonArray([.. parameters]);
    }

    private static JsonObject Query(QueryAttribute query) => Parameter(
        query.Name,
        "query",
        query.Required,
        query.Kind switch
        {
            QueryKind.Date => new() { ["type"] = "string", ["format"] = "date" },
            QueryKind.Number => new() { ["type"] = "integer", ["minimum"] = query.Min, ["maximum"] = query.Max },
            QueryKind.Choice => new() { ["type"] = "string", ["enum"] = new JsonArray([.. query.Choices.Select(choice => (JsonNode)choice)]) },
            _ => new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = TextLimits.Parameter },
        },
        query.Zh is null ? null : $"{query.Zh} · {query.En}");

    private static JsonObject Parameter(string name, string place, bool required, JsonObject schema, string? description = null)
    {
        var parameter = new JsonObject { ["name"] = name, ["in"] = place, ["required"] = required, ["schema"] = schema };
        if (description is not null)
        {
            parameter["description"] = description;
        }

        return parameter;
    }

    private JsonObject? RequestBody(OperationAttribute about)
    {
        if (about.RawBody)
        {
            return new JsonObject { ["required"] = true, ["content"] = Content(about.Accepts, Raw) };
        }

        return about.Body is null ? null : new JsonObject { ["required"] = true, ["content"] = Content(["application/json"], _ => schemas.Body(about.Body)) };

        static JsonObject Raw(string type) => type != "multipart/form-data" ? OfFile(type) : new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["file"] = new JsonObject { ["type"] = "string", ["contentMediaType"] = "application/octet-stream" } },
            ["required"] = new JsonArray("file"),
        };
    }

    private JsonObject Responses(Operation operation)
    {
        var responses = new JsonObject();
        foreach (var status in operation.About.Statuses)
        {
            responses.Add(status.ToString(CultureInfo.InvariantCulture), Success(operation.About, status));
        }

        foreach (var refusals in OperationRefusals.Of(operation).Select(RefusalTable.For).GroupBy(row => row.Status).OrderBy(group => group.Key))
        {
            responses.TryAdd(refusals.Key.ToString(CultureInfo.InvariantCulture), new JsonObject
            {
                ["description"] = string.Join('\n', refusals.Select(row => $"`{row.Code}` {row.Title.Zh} · {row.Title.En}")),
                ["content"] = Content([Problem.MediaType], _ => schemas.Answer(typeof(Problem))),
            });
        }

        return responses;
    }

    private JsonObject Success(OperationAttribute about, int status)
    {
        var response = new JsonObject { ["description"] = status == 201 ? "已创建 · Created" : "成功 · Done" };
        if (about.Answer == typeof(Nothing) || about.Answer == typeof(RedirectAnswer))
        {
            return response;
        }

        response["content"] = about.Answer == typeof(FileAnswer)
            ? Content(about.Produces, OfFile)
            : Content(["application/json"], _ => schemas.Answer(about.Answer));
        var headers = new JsonObject();
        if (typeof(IVersioned).IsAssignableFrom(about.Answer) || about.IsPublic)
        {
            headers["ETag"] = new JsonObject { ["schema"] = Text() };
        }

        if (about.IsPublic)
        {
            headers["Content-Encoding"] = new JsonObject { ["schema"] = Text() };
        }

        if (about.Idempotent)
        {
            headers[RequestHeaders.IdempotencyReplayed] = new JsonObject { ["schema"] = Text() };
        }

        if (status == 201)
        {
            headers["Location"] = new JsonObject { ["schema"] = Text() };
        }

        if (headers.Count > 0)
        {
            response["headers"] = headers;
        }

        return response;
    }

    private static JsonObject Content(IEnumerable<string> types, Func<string, JsonNode> schema) =>
        new(types.Select(type => KeyValuePair.Create(type, (JsonNode?)new JsonObject { ["schema"] = schema(type) })));

    private static JsonObject OfFile(string type) => type.EndsWith("json", StringComparison.Ordinal) ? new() { ["type"] = "object" } : Text();

    private static JsonObject Text() => new() { ["type"] = "string" };
}
