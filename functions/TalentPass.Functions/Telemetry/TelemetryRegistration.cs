using System.Data.Common;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
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
    private const string Insights = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string InsightsIdentity = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    // A trace is for looking into, the figures count everything: at most so many whole traces a second from each instance.
    private const string MostTraces = "Telemetry:TracesPerSecond";
    private const double UsualTraces = 5;

    /// <summary>
    /// Adds OpenTelemetry, exported by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, and traces and figures to
    /// Application Insights where <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> is: not the lines of the log, which the Functions
    /// host sends there itself. The console is the host's too: in Azure a line written there would be logged a second time.
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

        if (builder.Configuration[Insights] is { Length: > 0 } address)
        {
            var send = ToInsights(address, builder.Configuration[InsightsIdentity], builder.Configuration.GetValue(MostTraces, UsualTraces));
            telemetry.WithTracing(traces => traces.AddAzureMonitorTraceExporter(send)).WithMetrics(figures => figures.AddAzureMonitorMetricExporter(send));
        }

        return builder;
    }

    // The identity is told as the host is told it: Authorization=AAD;ClientId=…
    private static Action<AzureMonitorExporterOptions> ToInsights(string address, string? identity, double traces)
    {
        var told = new DbConnectionStringBuilder { ConnectionString = identity ?? "" };
        return options =>
        {
            options.ConnectionString = address;
            options.TracesPerSecond = traces;
            // The platform measures itself, and nobody watches live.
            (options.EnableLiveMetrics, options.EnableStandardMetrics, options.EnablePerformanceCounters) = (false, false, false);
            if (told.ContainsKey("Authorization"))
            {
                options.Credential = new ManagedIdentityCredential(told.TryGetValue("ClientId", out var id)
                    ? ManagedIdentityId.FromUserAssignedClientId($"{id}")
                    : ManagedIdentityId.SystemAssigned);
            }
        };
    }
}
