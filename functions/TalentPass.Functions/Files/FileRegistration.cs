using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Drafts;
using TalentPass.Core.Files;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Files;

/// <summary>Registers files.</summary>
public static class FileRegistration
{
    /// <summary>Adds uploading, reading and collecting of files.</summary>
    public static IHostApplicationBuilder AddFiles(this IHostApplicationBuilder builder)
    {
        builder.Services.AddWireJson(FilesWireJson.Default);
        builder.Services.TryAddSingleton<FileStore>();
        builder.Services.TryAddSingleton<UsedFiles>();
        builder.Services.TryAddSingleton<UploadFile>();
        builder.Services.TryAddSingleton<ReadFile>();
        builder.Services.TryAddSingleton<CollectFiles>();
        return builder;
    }
}
