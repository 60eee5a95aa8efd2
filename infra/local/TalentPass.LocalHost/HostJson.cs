using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using TalentPass.LocalHost.Queues;

namespace TalentPass.LocalHost;

/// <summary>
/// The part of <c>host.json</c> that this host reads (learn.microsoft.com, "host.json reference for Azure Functions").
/// </summary>
/// <param name="RoutePrefix">The prefix of every route; default <c>api</c>.</param>
/// <param name="Queues">How queue triggers poll.</param>
internal sealed record HostJson(string RoutePrefix, QueueSettings Queues)
{
    /// <summary>Reads the file and the settings that override it.</summary>
    /// <exception cref="LocalSetupException">The file is missing, or a value in it cannot be used.</exception>
    public static HostJson Read(string path, IConfiguration settings, IHostEnvironment environment)
    {
        if (!File.Exists(path))
            throw new LocalSetupException($"There is no {path}; build the project again, its host.json is copied there.");
        try
        {
            var json = new ConfigurationBuilder().AddJsonFile(path).AddConfiguration(settings.GetSection("AzureFunctionsJobHost")).Build();
            if (json["version"] != "2.0")
                throw new InvalidDataException("\"version\" must be \"2.0\"");
            return new HostJson(
                (json["extensions:http:routePrefix"] ?? "api").Trim('/'),
                QueueSettings.Read(json.GetSection("extensions:queues"), environment.IsDevelopment()));
        }
        catch (Exception fault) when (fault is InvalidDataException or FormatException or InvalidOperationException)
        {
            throw new LocalSetupException($"{path} cannot be used ({fault.Message}); correct it and run the command again.", fault);
        }
    }
}
