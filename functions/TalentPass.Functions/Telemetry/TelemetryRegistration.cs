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

/// <summary>Registers traces, metrics and logs. None of them may hold personal data.</summary>
public static class TelemetryRegistration
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Insights = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string InsightsIdentity = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    // At most this many whole traces a second from each instance. A trace is for looking into one call; the metrics count
    // all calls.
    private const string MostTraces = "Telemetry:TracesPerSecond";
    private const double UsualTraces = 5;

    /// <summary>
    /// Adds OpenTelemetry. It exports by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set. It sends traces and metrics
    /// to Application Insights when <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> is set; the Functions host itself sends
    /// the log lines there. Without either it adds nothing. No console is added: in Azure the host reads the console, so a line written there would be
    /// logged twice.
    /// </summary>
    public static IHostApplicationBuilder AddTelemetry(this IHostApplicationBuilder builder)
    {
        // Log lines of these two quote paths, and paths hold request numbers.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);

        var (endpoint, address) = (builder.Configuration[Endpoint] is { Length: > 0 }, builder.Configuration[Insights]);
        if (!endpoint && string.IsNullOrEmpty(address))
        {
            // Nobody would receive what is recorded, and recording costs part of the start and of each call.
            return builder;
        }

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("talentpass"))
            .WithTracing(traces => traces.AddSource(OperationTrace.SourceName))
            .WithMetrics(figures => figures.AddMeter(OperationTrace.SourceName));
        if (endpoint)
        {
            telemetry.WithLogging().UseOtlpExporter();
        }

        if (!string.IsNullOrEmpty(address))
        {
            var send = ToInsights(address, builder.Configuration[InsightsIdentity], builder.Configuration.GetValue(MostTraces, UsualTraces));
            telemetry.WithTracing(traces => traces.AddAzureMonitorTraceExporter(send)).WithMetrics(figures => figures.AddAzureMonitorMetricExporter(send));
        }

        return builder;
    }

    // The identity has the same form as the host's: Authorization=AAD;ClientId=…
    private static Action<AzureMonitorExporterOptions> ToInsights(string address, string? identity, double traces)
    {
        var told = new DbConnectionStringBuilder { ConnectionString = identity ?? "" };
        return options =>
        {
            options.ConnectionString = address;
            options.TracesPerSecond = traces;
            // The platform measures the process itself, and nobody uses live metrics.
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
