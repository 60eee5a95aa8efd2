using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>
/// A local stand-in for the Azure endpoint that receives an app's telemetry over HTTPS. It accepts only callers with a token.
/// </summary>
internal sealed class InsightsEndpoint : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _taken = new();
    private readonly WebApplication _app;

    private InsightsEndpoint(SelfMadeCertificate certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate.Certificate)));
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Map("/{**path}", TakeAsync);
    }

    /// <summary>The value of <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c>.</summary>
    public string Address => $"InstrumentationKey=00000000-0000-0000-0000-000000000009;IngestionEndpoint={_app.Urls.Single()}/";

    /// <summary>The text of all telemetry that was accepted.</summary>
    public string Text => string.Join('\n', _taken);

    public static async Task<InsightsEndpoint> StartAsync(SelfMadeCertificate certificate)
    {
        var endpoint = new InsightsEndpoint(certificate);
        await endpoint._app.StartAsync(TestContext.Current.CancellationToken);
        return endpoint;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        if (!http.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        await using var body = http.Request.Headers.ContentEncoding == "gzip" ? new GZipStream(http.Request.Body, CompressionMode.Decompress) : http.Request.Body;
        using var reader = new StreamReader(body);
        var text = await reader.ReadToEndAsync(http.RequestAborted);
        _taken.Enqueue(text);
        var count = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        await http.Response.WriteAsJsonAsync(new { itemsReceived = count, itemsAccepted = count, errors = Array.Empty<string>() });
    }
}
