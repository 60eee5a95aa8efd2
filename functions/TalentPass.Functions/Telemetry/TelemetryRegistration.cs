using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Resources;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Telemetry;

/// <summary>Registers traces, figures and logs, none of which may hold personal data.</summary>
public static class TelemetryRegistration
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>
    /// Adds OpenTelemetry, exported by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set. The console is the host's: in
    /// Azure a line written there would be logged a second time.
    /// </summary>
    public static IHostApplicationBuilder AddTelemetry(this IHostApplicationBuilder builder)
    {
        // Their lines quote paths, which hold numbers of requests.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("talentpass"))
            .WithTracing(traces => traces.AddSource(OperationTrace.SourceName))
            .WithMetrics(figures => figures.AddMeter(OperationTrace.SourceName));
        if (builder.Configuration[Endpoint] is { Length: > 0 })
        {
            telemetry.WithLogging().UseOtlpExporter();
        }

        return builder;
    }
}
