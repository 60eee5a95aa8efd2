using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TalentPass.Functions.Tests.Telemetry;

/// <summary>A collector that receives the telemetry of an app by OTLP over HTTP and keeps it in memory.</summary>
internal sealed class TelemetryCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> _taken = new();
    private readonly WebApplication _app;

    private TelemetryCollector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", TakeAsync);
    }

    /// <summary>The value of <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public string Address => _app.Urls.Single();

    public static async Task<TelemetryCollector> StartAsync()
    {
        var collector = new TelemetryCollector();
        await collector._app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    /// <summary>
    /// All data of <c>traces</c>, <c>metrics</c> or <c>logs</c>, decoded as UTF-8 text. Protobuf stores strings as plain UTF-8.
    /// The byte before a string is below 0x80, so the decoder reads every string correctly.
    /// </summary>
    public string Text(string signal) =>
        string.Join('\n', _taken.Where(each => each.Signal == signal).Select(each => Encoding.UTF8.GetString(each.Body)));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        _taken.Enqueue(((string)http.Request.RouteValues["signal"]!, body.ToArray()));
    }
}
