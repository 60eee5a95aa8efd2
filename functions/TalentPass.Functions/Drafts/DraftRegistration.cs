using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Drafts;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Drafts;

/// <summary>Registers drafts.</summary>
public static class DraftRegistration
{
    /// <summary>Adds saving and listing of drafts.</summary>
    public static IHostApplicationBuilder AddDrafts(this IHostApplicationBuilder builder)
    {
        builder.Services.AddWireJson(DraftsWireJson.Default);
        builder.Services.TryAddSingleton<DraftStore>();
        builder.Services.TryAddSingleton<WorkOnDrafts>();
        return builder;
    }
}
