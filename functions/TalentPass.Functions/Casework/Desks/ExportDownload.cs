using Microsoft.AspNetCore.Http;
using TalentPass.Core;
using TalentPass.Core.Casework.Desks;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Casework.Desks;

/// <summary>Answers an export: a table that is sent while it is read. HEAD opens nothing.</summary>
internal static class ExportDownload
{
    /// <summary>Makes the answer.</summary>
    /// <param name="http">The request.</param>
    /// <param name="found">The table, or why there is none.</param>
    /// <param name="cancel">Stops the opening.</param>
    public static async Task<Outcome<FileAnswer>> AnswerAsync(HttpRequest http, Outcome<DeskExport> found, CancellationToken cancel) =>
        found is Outcome<DeskExport>.Done { Value: var table }
            ? new Outcome<FileAnswer>.Done(new FileAnswer(default, "text/csv; charset=utf-8")
            {
                FileName = table.FileName,
                Unsized = new UnsizedContent(HttpMethods.IsGet(http.Method) ? await table.OpenAsync(cancel) : null),
            })
            : ((Outcome<DeskExport>.Refused)found).Reason;
}
