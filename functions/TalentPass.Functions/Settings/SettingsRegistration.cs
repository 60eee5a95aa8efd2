using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace TalentPass.Functions.Settings;

/// <summary>Registers settings as plain classes.</summary>
public static class SettingsRegistration
{
    /// <summary>Binds a configuration section to a class that is injected as it is, and checks it before the host starts.</summary>
    /// <param name="builder">The app's builder.</param>
    /// <param name="section">The section's name.</param>
    /// <param name="find">Names each mistake in one sentence: the setting, and what to do.</param>
    public static IHostApplicationBuilder AddSettings<T>(this IHostApplicationBuilder builder, string section, Func<T, IEnumerable<string>> find)
        where T : class, new()
    {
        builder.Services.TryAddSingleton(_ =>
        {
            var settings = new T();
            builder.Configuration.GetSection(section).Bind(settings);
            return settings;
        });
        builder.Services.AddSettingsCheck(services => Find(services, find));
        return builder;
    }

    private static IEnumerable<string> Find<T>(IServiceProvider services, Func<T, IEnumerable<string>> find)
        where T : class
    {
        try
        {
            return [.. find(services.GetRequiredService<T>())];
        }
        catch (InvalidOperationException unreadable)
        {
            return [unreadable.Message];
        }
    }
}
