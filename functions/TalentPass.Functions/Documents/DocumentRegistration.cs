using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Casework.Effects;
using TalentPass.Core.Documents.Drawing;
using TalentPass.Core.Documents.Issuing;
using TalentPass.Core.Documents.Record;
using TalentPass.Core.Documents.Store;
using TalentPass.Core.Requests.Record;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Documents;

/// <summary>Registers result documents.</summary>
public static class DocumentRegistration
{
    /// <summary>Adds issuing, reading, drawing, verifying and revoking result documents.</summary>
    public static IHostApplicationBuilder AddDocuments(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddWireJson(DocumentsWireJson.Default);
        services.TryAddSingleton<DocumentNumbers>();
        services.TryAddSingleton<DocumentStore>();
        services.TryAddSingleton(_ => new DocumentFonts(Path.Combine(AppContext.BaseDirectory, "fonts")));
        services.TryAddSingleton<DocumentPdf>();
        services.TryAddSingleton<DocumentCodes>();
        services.TryAddSingleton<IssueDocument>();
        services.TryAddSingleton<ReadDocument>();
        services.TryAddSingleton<VerifyDocument>();
        services.TryAddSingleton<RevokeDocument>();
        services.AddSingleton(provider => DocumentStatuses.Source(provider.GetRequiredService<DocumentStore>(), provider.GetRequiredService<RequestNumbers>()));
        return builder;
    }
}
