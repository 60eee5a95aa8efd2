using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Scans;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Eligibility;

namespace TalentPass.Core.Casework.Applicants;

/// <summary>Filings of one applicant that may be made: who files, and what the department has to check.</summary>
/// <param name="Filer">Who files, and for whom.</param>
/// <param name="Filings">The filings, each with its points and its subject.</param>
internal sealed record JudgedFilings(Filer Filer, IReadOnlyList<CheckedFiling> Filings)
{
    /// <summary>
    /// Adds to the transaction of the filing what it depends on: what is known about the applicant, and that nothing is repeated.
    /// </summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="requests">The new requests, in the order of the filings.</param>
    public void Require(Transaction transaction, IReadOnlyList<RequestCase> requests)
    {
        foreach (var (filing, request) in Filings.Zip(requests))
        {
            if (filing.Subject is { } subject)
            {
                RepeatRows.Name(transaction, subject, request.Ref);
            }
        }

        Filer.Require(transaction);
    }
}

/// <summary>
/// Judges filings by what is true at this moment: who the applicant is, what the conditions of the services say, and what was filed
/// before.
/// </summary>
public sealed class JudgeFiling(WhoFiles whoFiles, RepeatRows repeats, CurrentCatalogue currentCatalogue, TimeProvider time)
{
    /// <summary>
    /// Judges filings for the first time. Usually no storage call; one for a scan, and up to three for a talent and a pass that
    /// were not read within the last minute. Before a refusal the talent is read again, because the office may just have recorded
    /// what was missing.
    /// </summary>
    internal async Task<Outcome<JudgedFilings>> FirstAsync(
        Filer filer, OnBehalfOf? onBehalfOf, IReadOnlyList<CheckedFiling> filings, CancellationToken cancel) =>
        await JudgeAsync(filer, filings, cancel) is Outcome<JudgedFilings>.Done judged ? judged : await AnewAsync(filer, onBehalfOf, filings, cancel);

    /// <summary>
    /// Judges filings again after their transaction was lost: reads the applicant, the pass and the earlier filings.
    /// </summary>
    /// <returns>The filings; or a refusal of the first time, or <c>already_filed</c> unless the repetition is confirmed.</returns>
    internal async Task<Outcome<JudgedFilings>> AgainAsync(
        Filer filer, OnBehalfOf? onBehalfOf, IReadOnlyList<CheckedFiling> filings, bool confirmed, CancellationToken cancel)
    {
        var judged = await AnewAsync(filer, onBehalfOf, filings, cancel);
        if (judged is not Outcome<JudgedFilings>.Done { Value: var again })
        {
            return judged;
        }

        var compared = new List<CheckedFiling>();
        foreach (var filing in again.Filings)
        {
            var subject = filing.Subject is { } unread
                ? await repeats.FindAsync(unread, again.Filer.Applicant.TalentId, filing.Service, LegalDay.Today(time), cancel) : null;
            if (subject?.Earlier is { } earlier && !confirmed)
            {
                return Repeated(filing.Service, earlier);
            }

            compared.Add(filing with { Subject = subject });
        }

        return again with { Filings = compared };
    }

    private async Task<Outcome<JudgedFilings>> AnewAsync(
        Filer filer, OnBehalfOf? onBehalfOf, IReadOnlyList<CheckedFiling> filings, CancellationToken cancel)
    {
        var found = await whoFiles.FindAsync(filer.Actor, onBehalfOf, [.. filings.Select(each => each.Service)], cancel, fresh: true);
        return found is Outcome<Filer>.Done { Value: var now } ? await JudgeAsync(now, filings, cancel) : ((Outcome<Filer>.Refused)found).Reason;
    }

    private async Task<Outcome<JudgedFilings>> JudgeAsync(Filer filer, IReadOnlyList<CheckedFiling> filings, CancellationToken cancel)
    {
        var catalogue = (await currentCatalogue(cancel)).Content;
        var judged = new List<CheckedFiling>();
        foreach (var filing in filings)
        {
            string[] papers = [.. filing.Materials.Select(each => each.Id)];
            var points = FilingCheck.Judge(catalogue, filing.Service, filing.Answers, papers, filer.Applicant.Facts, LegalDay.Today(time), filing.At);
            if (points is not Outcome<IReadOnlyList<string>>.Done { Value: var unknown })
            {
                return ((Outcome<IReadOnlyList<string>>.Refused)points).Reason;
            }

            judged.Add(filing with { Points = unknown, Subject = repeats.Of(filer.Applicant.TalentId, filing.Service, filing.Answers) });
        }

        return new JudgedFilings(filer, judged);
    }

    private static Refusal Repeated(ServiceItem service, string earlier) => new(RefusalCodes.AlreadyFiled, new Bilingual(
        $"同一事项“{service.Title.Zh}”已有办件 {earlier}。确需再次申请的，请确认后重新提交。",
        $"There is a request for the same already: {service.Title.En}, {earlier}. If you really want another one, confirm it and file again."))
    {
        Earlier = earlier,
    };
}
