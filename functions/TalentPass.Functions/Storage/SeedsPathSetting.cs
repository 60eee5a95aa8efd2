using Microsoft.Extensions.Hosting;

namespace TalentPass.Functions.Storage;

/// <summary>Finds the seeds.</summary>
public static class SeedsPathSetting
{
    /// <summary>
    /// Returns the folder named by <c>Seeds:Path</c>; without the setting, the folder <c>seeds</c> beside the app.
    /// </summary>
    public static string SeedsPath(this IHostApplicationBuilder builder) =>
        builder.Configuration["Seeds:Path"] is { Length: > 0 } path ? path : Path.Combine(AppContext.BaseDirectory, "seeds");
}
