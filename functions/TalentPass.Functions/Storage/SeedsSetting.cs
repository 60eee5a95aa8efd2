using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Functions.Settings;

namespace TalentPass.Functions.Storage;

/// <summary>Finds the seeds, and checks them before the first trigger.</summary>
public static class SeedsSetting
{
    /// <summary>
    /// Returns the folder named by <c>Seeds:Path</c>; without the setting, the folder <c>seeds</c> beside the app.
    /// </summary>
    public static string SeedsPath(this IHostApplicationBuilder builder) =>
        builder.Configuration["Seeds:Path"] is { Length: > 0 } path ? path : Path.Combine(AppContext.BaseDirectory, "seeds");

    /// <summary>Whether the seeds are loaded at the start (<c>Seeds:Load</c>).</summary>
    public static bool LoadsSeeds(this IHostApplicationBuilder builder) => builder.Configuration.GetValue("Seeds:Load", true);

    /// <summary>
    /// Reads seed files together with the check of the settings. So a mistake in them stops the app at once, also while storage is
    /// away. Checks nothing when the seeds are not loaded.
    /// </summary>
    /// <param name="builder">The app's builder.</param>
    /// <param name="read">Reads the files; throws <see cref="SeedException"/> for a mistake.</param>
    public static void AddSeedsCheck(this IHostApplicationBuilder builder, Action<IServiceProvider> read) =>
        builder.Services.AddSettingsCheck(services => builder.LoadsSeeds() ? Mistakes(() => read(services)) : []);

    private static string[] Mistakes(Action read)
    {
        try
        {
            read();
            return [];
        }
        catch (SeedException mistakes)
        {
            return mistakes.Message.Split(Environment.NewLine);
        }
    }
}
