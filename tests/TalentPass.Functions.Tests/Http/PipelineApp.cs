using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalentPass.Core;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Tests.Http;

/// <summary>
/// The app's HTTP pipeline with the triggers of this test assembly. The web server below only routes, so the app itself has
/// done everything that a test sees.
/// </summary>
public sealed class PipelineApp : IAsyncLifetime
{
    private readonly Action<IHostApplicationBuilder>? _configure;
    private WebApplication _app = null!;

    public PipelineApp()
    {
    }

    private PipelineApp(Action<IHostApplicationBuilder> configure) => _configure = configure;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>The messages that the app has logged.</summary>
    public RecordedLog Log { get; } = new();

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a separate app for one test.</summary>
    public static async Task<PipelineApp> StartAsync(Action<IHostApplicationBuilder> configure)
    {
        var app = new PipelineApp(configure);
        await app.InitializeAsync();
        return app;
    }

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["KeyRing:Key"] = Convert.ToBase64String(new byte[32]);
        builder.Configuration["TalentPassStorage"] = "UseDevelopmentStorage=true";
        builder.Configuration["City:PublicUrl"] = "https://rc.example";
        builder.Configuration["Seeds:Load"] = "false";
        builder.Services.AddSingleton(new OperationTable([.. typeof(HttpRegistration).Assembly.GetTypes(), typeof(SampleTriggers)]));
        builder.Services.AddWireJson(SampleJson.Default);
        // This app has no storage for a key ring, so the session key stays in memory.
        _configure?.Invoke(builder);
        builder.Services.TryAddSingleton<ISessionKeys, MemorySessionKeys>();
        builder.AddTalentPass();
        builder.Logging.ClearProviders().AddProvider(Log);
        _app = builder.Build();
        foreach (var operation in _app.Services.GetRequiredService<OperationTable>().All)
        {
            Map(_app, operation);
        }

        await _app.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    /// <summary>Issues a session token for an account with the given roles.</summary>
    public async Task<string> TokenAsync(Roles roles = Roles.None, string? department = null, string account = "someone", string? talentId = null) =>
        (await Services.GetRequiredService<SessionTokens>().IssueAsync(new Actor(account, "某人", roles, department, talentId), default)).Token;

    /// <summary>Sends a request and reads the answer.</summary>
    public async Task<Reply> SendAsync(HttpMethod method, string path, string? token = null, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        using var response = await Client.SendAsync(request);
        return await Reply.ReadAsync(response);
    }

    public Task<Reply> GetAsync(string path, string? token = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, token, null, headers);

    public Task<Reply> PostAsync(string path, string? token, string json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, token, new StringContent(json, Encoding.UTF8, "application/json"), headers);

    /// <summary>Sends a request as it is and reads the answer.</summary>
    internal Task<RawAnswer> SendRawAsync(string request, Ending ending = Ending.Wait) => RawHttp.SendAsync(Client.BaseAddress!, request, ending);

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await _app.DisposeAsync();
    }

    private static void Map(WebApplication app, Operation operation)
    {
        var endpoint = app.Map(operation.Route, async context =>
        {
            var triggers = ActivatorUtilities.GetServiceOrCreateInstance(context.RequestServices, operation.Trigger.DeclaringType!);
            var result = (Task<IResult>)operation.Trigger.Invoke(triggers, [.. operation.Trigger.GetParameters().Select(parameter => Bind(parameter, context))])!;
            await (await result).ExecuteAsync(context);
        });
        if (operation.Methods.Count > 0)
        {
            endpoint.WithMetadata(new HttpMethodMetadata(operation.Methods));
        }
    }

    private static object? Bind(ParameterInfo parameter, HttpContext context) =>
        parameter.ParameterType == typeof(HttpRequest) ? context.Request
        : parameter.ParameterType == typeof(CancellationToken) ? context.RequestAborted
        : context.GetRouteValue(parameter.Name!);
}

/// <summary>
/// An answer that has been read. If a check fails, the failure message contains the call, the status and the body.
/// </summary>
public sealed record Reply(string Call, int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => Members.Parse(Text, this);

    public string? Code => Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    /// <summary>A JSON member, found by its path of names.</summary>
    public JsonElement Member(params string[] path) => Members.Find(Json, path, this);

    /// <summary>The <c>items</c> of a list answer.</summary>
    public IReadOnlyList<JsonElement> Items => [.. Member("items").EnumerateArray()];

    /// <summary>The error codes of a failed validation at a JSON pointer (RFC 6901). Empty if there are none.</summary>
    public string[] ErrorsAt(string pointer) =>
        Member("errors").TryGetProperty(pointer, out var codes) ? [.. codes.EnumerateArray().Select(code => code.GetString()!)] : [];

    public static async Task<Reply> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(each => each.Key, each => string.Join(", ", each.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply(Members.Call(response), (int)response.StatusCode, await response.Content.ReadAsStringAsync(), headers);
    }

    /// <summary>The call, the status and the body. A long body is cut.</summary>
    public override string ToString() => $"{Call}: {Status}\n{Members.Cut(Text)}";
}
