using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Functions.Settings;

namespace TalentPass.Functions.Storage;

/// <summary>Finds the seeds, and loads them at the start.</summary>
public static class SeedsSetting
{
    /// <summary>
    /// Returns the folder named by <c>Seeds:Path</c>; without the setting, the folder <c>seeds</c> beside the app.
    /// </summary>
    public static string SeedsPath(this IHostApplicationBuilder builder) =>
        builder.Configuration["Seeds:Path"] is { Length: > 0 } path ? path : Path.Combine(AppContext.BaseDirectory, "seeds");

    /// <summary>
    /// Adds a start step that loads seeds, unless <c>Seeds:Load</c> is false. A mistake in their files stops the app with one line
    /// for each mistake, also while storage is away.
    /// </summary>
    /// <param name="builder">The app's builder.</param>
    /// <param name="name">The step's name.</param>
    /// <param name="load">Loads the seeds.</param>
    /// <param name="read">Reads and checks the files, without storage.</param>
    public static void AddSeedsStep(
        this IHostApplicationBuilder builder, string name, Func<IServiceProvider, CancellationToken, Task> load, Action<IServiceProvider> read)
    {
        var loads = builder.Configuration.GetValue("Seeds:Load", true);
        builder.Services.AddStartStep(
            name,
            services => cancel => loads ? ToldAsync(() => load(services, cancel)) : Task.CompletedTask,
            loads ? services => Told(() => read(services)) : null);
    }

    private static async Task ToldAsync(Func<Task> load)
    {
        try
        {
            await load();
        }
        catch (SeedException mistakes)
        {
            throw Mistakes(mistakes);
        }
    }

    private static void Told(Action read)
    {
        try
        {
            read();
        }
        catch (SeedException mistakes)
        {
            throw Mistakes(mistakes);
        }
    }

    private static OptionsValidationException Mistakes(SeedException mistakes) =>
        new("Seeds", typeof(AppSettings), mistakes.Message.Split(Environment.NewLine));
}
