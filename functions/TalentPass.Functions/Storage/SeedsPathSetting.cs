using Microsoft.Extensions.Hosting;

namespace TalentPass.Functions.Storage;

/// <summary>Where the seeds are.</summary>
public static class SeedsPathSetting
{
    /// <summary>The folder <c>Seeds:Path</c> names; the one beside the app when none is named.</summary>
    public static string SeedsPath(this IHostApplicationBuilder builder) =>
        builder.Configuration["Seeds:Path"] is { Length: > 0 } path ? path : Path.Combine(AppContext.BaseDirectory, "seeds");
}
