using TalentPass.Core.Calendar;
using TalentPass.Core.Documents.Drawing;
using TalentPass.Core.Documents.Record;
using TalentPass.Core.Documents.Store;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.City;

namespace TalentPass.Core.Documents.Issuing;

/// <summary>A document as a file.</summary>
/// <param name="Name">The file name for the download. It holds no personal data.</param>
/// <param name="Pdf">The PDF.</param>
public sealed record DocumentFile(string Name, byte[] Pdf);

/// <summary>
/// Reads a document for its holder, for the department that issued it and for supervisors. One storage call; for staff one more,
/// which records the look for the talent.
/// </summary>
public sealed class ReadDocument(
    DocumentStore store, DocumentNumbers numbers, DocumentCodes codes, DocumentPdf pdf, HomeCity city, AuditTrail audit, TimeProvider time)
{
    /// <summary>Reads a document; <c>not_found</c>, also when it is not the caller's.</summary>
    public async Task<Outcome<ResultDocumentView>> FindAsync(Actor actor, string number, bool english, CancellationToken cancel) =>
        await LookAsync(actor, number, cancel) is { } document
            ? await ViewAsync(document, actor, english, cancel)
            : new Refusal(RefusalCodes.NotFound);

    /// <summary>Draws a document as a PDF; <c>not_found</c>, also when it is not the caller's.</summary>
    public async Task<Outcome<DocumentFile>> DrawAsync(Actor actor, string number, CancellationToken cancel)
    {
        if (await LookAsync(actor, number, cancel) is not { } document)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        var print = new DocumentPrint(
            await codes.CurrentAsync(document, cancel), numbers.CheckCode(document.Number), city.PublicUrl + "/verify", LegalDay.Today(time));
        return new DocumentFile($"{document.Number}.pdf", pdf.Draw(document, print));
    }

    /// <summary>Makes the view of a document.</summary>
    internal async Task<ResultDocumentView> ViewAsync(ResultDocument document, Actor actor, bool english, CancellationToken cancel) => ResultDocumentView.Of(
        document,
        numbers.CheckCode(document.Number),
        await codes.CurrentAsync(document, cancel),
        LegalDay.Today(time),
        DeskNames.IsStaffOf(actor, document.Department),
        english);

    private async Task<ResultDocument?> LookAsync(Actor actor, string typed, CancellationToken cancel)
    {
        if (numbers.Parse(typed, out var number) is not { } request
            || (actor.TalentId != request.TalentId && !actor.IsAny(Roles.Desk | Roles.Supervisor))
            || await store.FindAsync(request, cancel) is not { Content: var document }
            || document.Number != number)
        {
            return null;
        }

        if (actor.TalentId == request.TalentId)
        {
            return document;
        }

        if (!DeskNames.IsStaffOf(actor, document.Department))
        {
            return null;
        }

        await audit.RecordLookAsync(actor, request.TalentId, Look.DocumentRead, document.Department, cancel);
        return document;
    }
}
