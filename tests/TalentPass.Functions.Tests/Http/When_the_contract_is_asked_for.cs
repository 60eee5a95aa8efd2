using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Functions.Http;
using TalentPass.Functions.Http.OpenApi;

namespace TalentPass.Functions.Tests.Http;

public sealed partial class When_the_contract_is_asked_for(PipelineApp app) : IClassFixture<PipelineApp>
{
    [Fact]
    public void Every_http_trigger_declares_an_operation()
    {
        var bare = typeof(HttpRegistration).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetParameters().Any(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>() is not null))
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is null || method.GetCustomAttribute<OperationAttribute>() is null);
        Assert.Empty(bare);
    }

    [Fact]
    public void Every_get_answers_head_too() =>
        // A step of a sign-in is done by going there, so nobody may only ask about it.
        Assert.All(Operations.Where(operation => operation.Methods.Contains("GET") && operation.About.Answer != typeof(RedirectAnswer)), operation => Assert.Contains("HEAD", operation.Methods));

    [Fact]
    public void What_needs_a_token_is_never_kept_by_others() =>
        Assert.All(Operations.Where(operation => !operation.About.Anonymous), operation => Assert.Equal(0, operation.About.MaxAgeSeconds));

    [Fact]
    public void Every_post_that_creates_takes_an_idempotency_key() => Assert.All(
        Operations.Where(operation => operation.Methods.Contains("POST") && operation.About.Statuses.Contains(201)),
        operation => Assert.True(operation.About.Idempotent, operation.Name));

    [Fact]
    public void Every_body_and_answer_is_known_to_a_json_context()
    {
        var json = app.Services.GetRequiredService<WireJson>();
        Type?[] handled = [null, typeof(Nothing), typeof(FileAnswer), typeof(RedirectAnswer)];
        Assert.All(
            Operations.SelectMany(operation => new[] { operation.About.Body, operation.About.Answer }).Except(handled),
            type => Assert.NotNull(json.Of(type!)));
    }

    [Fact]
    public void Every_refusal_an_operation_declares_is_published() =>
        Assert.All(Operations.SelectMany(operation => operation.About.Refusals), code => Assert.NotNull(RefusalTable.For(code)));

    [Fact]
    public async Task Every_documented_operation_is_in_the_document()
    {
        var paths = (await DocumentAsync()).GetProperty("paths");
        Assert.All(Operations.Where(operation => !operation.About.Undocumented), operation => Assert.All(
            operation.Methods.Where(method => method != "HEAD"),
            method => Assert.Equal(operation.Name, paths.GetProperty(OpenApiDocument.Path(operation)).GetProperty(method.ToLowerInvariant()).GetProperty("operationId").GetString())));
    }

    [Fact]
    public async Task Every_operation_says_that_it_may_be_refused_when_the_app_is_busy_and_what_it_weighs()
    {
        var paths = (await DocumentAsync()).GetProperty("paths");
        Assert.All(Operations.Where(operation => !operation.About.Undocumented), operation => Assert.All(
            operation.Methods.Where(method => method != "HEAD"),
            method =>
            {
                var described = paths.GetProperty(OpenApiDocument.Path(operation)).GetProperty(method.ToLowerInvariant());
                var busy = described.GetProperty("responses").GetProperty("503").GetProperty("description").GetString()!;
                Assert.Equal(!operation.About.Probe, busy.Contains($"`{RefusalCodes.Overloaded}`", StringComparison.Ordinal));
                Assert.Equal(operation.About.Weight, described.TryGetProperty("x-weight", out var weight) ? weight.GetInt32() : 1);
            }));
    }

    /// <summary>
    /// A misspelt path would be a new, unknown call. Every call that is new on purpose is listed in
    /// <see cref="Contract.Additional"/>.
    /// </summary>
    [Fact]
    public void Every_call_the_app_serves_is_a_published_one_or_known_to_be_additional()
    {
        var published = Contract.Calls.Concat(Contract.Additional).Select(Shape).ToHashSet(StringComparer.Ordinal);
        var served = Operations.Where(operation => !operation.About.Undocumented && operation.Trigger.DeclaringType != typeof(SampleTriggers))
            .SelectMany(operation => operation.Methods.Where(method => method != "HEAD").Select(method => Shape($"{method} {OpenApiDocument.Path(operation)}")));
        Assert.Empty(served.Except(published));

        static string Shape(string call) => PathParameter().Replace(call, "{}");
    }

    [Fact]
    public async Task The_document_is_sound()
    {
        var document = await DocumentAsync();
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var described = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => (Path: path.Name, method.Value))).ToList();
        Assert.Equal(described.Count, described.Select(each => each.Value.GetProperty("operationId").GetString()).Distinct().Count());
        Assert.All(described, each =>
        {
            var inPath = PathParameter().Matches(each.Path).Select(match => match.Groups[1].Value);
            var declared = each.Value.GetProperty("parameters").EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "path");
            Assert.Equal(inPath, declared.Select(parameter => parameter.GetProperty("name").GetString()));
            Assert.All(each.Value.GetProperty("responses").EnumerateObject(), response => Assert.NotEqual("", response.Value.GetProperty("description").GetString()));
        });
        var known = document.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(schema => $"#/components/schemas/{schema.Name}").ToHashSet();
        Assert.Empty(References(document).Except(known));
        Assert.All(document.GetProperty("components").GetProperty("schemas").EnumerateObject(), schema => Assert.Equal(JsonValueKind.Object, schema.Value.ValueKind));
    }

    [Fact]
    public async Task The_schema_of_a_body_says_what_is_checked()
    {
        var schemas = (await DocumentAsync()).GetProperty("components").GetProperty("schemas");
        var body = schemas.GetProperty(nameof(SampleBody));
        Assert.False(body.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal("name", Assert.Single(body.GetProperty("required").EnumerateArray()).GetString());
        var properties = body.GetProperty("properties");
        Assert.Equal("""{"type":"string","minLength":1,"maxLength":10}""", properties.GetProperty("name").GetRawText());
        Assert.Equal("""{"type":["integer","null"],"minimum":1,"maximum":5}""", properties.GetProperty("level").GetRawText());
        Assert.Equal("""{"type":["string","null"],"format":"date-time"}""", properties.GetProperty("at").GetRawText());
        Assert.Contains("very_special", properties.GetProperty("kind").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("#/components/schemas/SampleInner", schemas.GetProperty("SampleInner").GetProperty("properties").GetProperty("deeper").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_fits_its_schema_and_says_which_fields_are_always_there()
    {
        var schema = await SchemaAsync("PageOfString");
        Assert.True(Fits(schema, (await app.GetAsync("/api/v1/samples", await app.TokenAsync())).Json));
        Assert.Equal(["items", "nextCursor"], Required(schema).Order(StringComparer.Ordinal));
        var problem = await SchemaAsync(nameof(Problem));
        Assert.True(Fits(problem, (await app.GetAsync("/api/v1/samples")).Json));
        Assert.Equal(["code", "detail", "status", "title", "traceId", "type"], Required(problem).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_reference_loads_only_from_here()
    {
        var page = await app.GetAsync("/docs");
        Assert.Equal((200, "text/html; charset=utf-8"), (page.Status, page.Headers["Content-Type"]));
        Assert.DoesNotContain("//", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        foreach (Match asset in Asset().Matches(page.Text))
        {
            Assert.Equal(200, (await app.GetAsync(asset.Groups[1].Value)).Status);
        }

        Assert.Contains("SwaggerUIBundle", (await app.GetAsync("/docs/swagger-ui-bundle.js")).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await app.GetAsync("/docs/index.html")).Status);
    }

    private IReadOnlyList<Operation> Operations => app.Services.GetRequiredService<OperationTable>().All;

    private async Task<JsonElement> DocumentAsync()
    {
        var reply = await app.GetAsync("/openapi/v1.json");
        Assert.Equal((200, "application/json; charset=utf-8"), (reply.Status, reply.Headers["Content-Type"]));
        return reply.Json;
    }

    private async Task<JsonElement> SchemaAsync(string name)
    {
        var schema = (await DocumentAsync()).GetProperty("components").GetProperty("schemas").GetProperty(name);
        return schema;
    }

    private static bool Fits(JsonElement schema, JsonElement value) =>
        JsonSchema.Build(schema, new BuildOptions { Dialect = Dialect.Draft202012, SchemaRegistry = new SchemaRegistry() }).Evaluate(value).IsValid;

    private static IEnumerable<string> Required(JsonElement schema) => schema.GetProperty("required").EnumerateArray().Select(each => each.GetString()!);

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.NameEquals("$ref") && member.Value.ValueKind == JsonValueKind.String ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();

    [GeneratedRegex("(?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Asset();
}
