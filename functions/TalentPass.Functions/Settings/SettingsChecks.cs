using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TalentPass.Functions.Settings;

/// <summary>
/// The options type that all checks of settings validate together, so that one failed start names every mistake.
/// </summary>
public sealed class AppSettings;

/// <summary>Registers checks of the settings.</summary>
public static class SettingsChecks
{
    /// <summary>Adds a check that runs before the first trigger. The host does not start when a check finds a mistake.</summary>
    /// <param name="services">The services.</param>
    /// <param name="find">Returns one sentence for each mistake: the setting, and what to do.</param>
    public static IServiceCollection AddSettingsCheck(this IServiceCollection services, Func<IServiceProvider, IEnumerable<string>> find)
    {
        services.AddOptions<AppSettings>().ValidateOnStart();
        return services.AddSingleton<IValidateOptions<AppSettings>>(provider => new Check(() => find(provider)));
    }

    private sealed class Check(Func<IEnumerable<string>> find) : IValidateOptions<AppSettings>
    {
        public ValidateOptionsResult Validate(string? name, AppSettings options)
        {
            var mistakes = find().ToList();
            return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
        }
    }
}
