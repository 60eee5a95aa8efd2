using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Drafts;
using TalentPass.Core.Files;
using TalentPass.Functions.Http;
using TalentPass.Functions.Settings;

namespace TalentPass.Functions.Files;

/// <summary>Registers files.</summary>
public static class FileRegistration
{
    /// <summary>
    /// Adds uploading, reading and collecting of files, and the quotas of a talent (section <c>Quotas</c>).
    /// </summary>
    public static IHostApplicationBuilder AddFiles(this IHostApplicationBuilder builder)
    {
        builder.Services.AddWireJson(FilesWireJson.Default);
        builder.AddSettings<Quotas>("Quotas", each => each.FindMistakes());
        builder.Services.TryAddSingleton<FileContents>();
        builder.Services.TryAddSingleton<FileQuota>();
        builder.Services.TryAddSingleton<FileStore>();
        builder.Services.TryAddSingleton<UsedFiles>();
        builder.Services.TryAddSingleton<UploadFile>();
        builder.Services.TryAddSingleton<ReadFile>();
        builder.Services.TryAddSingleton<CollectFiles>();
        return builder;
    }
}
