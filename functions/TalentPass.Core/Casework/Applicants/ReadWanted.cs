using System.Text.Json;
using TalentPass.Core.Calendar;
using TalentPass.Core.Casework.Telling;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Scans;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Applicants;

/// <summary>What an applicant has to supply (补正), as a counter sees it: nothing else of the request.</summary>
/// <param name="Number">The request's number.</param>
/// <param name="Service">The service's id.</param>
/// <param name="Title">The service's title.</param>
/// <param name="Department">The department that wants it.</param>
/// <param name="State"><c>supplement_wanted</c> or <c>accepted_tolerant</c>.</param>
/// <param name="Supplement">The demand to supply.</param>
/// <param name="Gaps">The papers that were missing at a tolerant acceptance.</param>
/// <param name="Answers">The present answers in the fields that are asked for.</param>
public sealed record WantedView(
    string Number, string Service, string Title, string Department, string State, SupplementFact? Supplement, GapsFact? Gaps, JsonElement? Answers);

/// <summary>
/// Reads for hall staff what the person at the counter still has to supply to a request, so that they can hand it in there. The look is
/// recorded, and the person reads it in the access log.
/// </summary>
public sealed class ReadWanted(
    RequestStore store, RequestNumbers numbers, WhoFiles whoFiles, AuditTrail audit, CountFromTelling telling, ServiceOf serviceOf, WorkingCalendar calendar, TimeProvider time)
{
    /// <summary>Reads it. Two storage calls for the scan and the request, and one for the record; one more each for a talent and a pass that were not read within the minute.</summary>
    /// <returns>
    /// What is wanted; <c>validation_failed</c> when the scan does not show that the person is present; <c>not_found</c> when the request
    /// is not this person's; <c>not_allowed_in_state</c> when nothing is wanted.
    /// </returns>
    public async Task<Outcome<WantedView>> RunAsync(Actor actor, string number, OnBehalfOf onBehalfOf, bool english, CancellationToken cancel)
    {
        var talentId = await whoFiles.TalentOfAsync(actor, onBehalfOf, cancel);
        var found = talentId is not null && numbers.Parse(number) is { } request && request.TalentId == talentId ? await store.FindAsync(request, cancel) : null;
        var service = found is null ? null : await serviceOf(found.Service, found.CatalogueVersion, cancel);
        // The pass is looked at again, because it may have been frozen since the scan. The document is compared when the papers are taken.
        var present = await whoFiles.FindAsync(
            actor, onBehalfOf with { DocumentConfirmed = true }, service is null ? [] : [service], cancel, at: "", scanAt: "/scanId");
        if (present is not Outcome<Filer>.Done { Value: var filer })
        {
            return ((Outcome<Filer>.Refused)present).Reason;
        }

        if (found is null || service is null)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        // Also a look that finds nothing wanted tells how the request stands.
        await audit.RecordLookAsync(actor, filer.Applicant.TalentId, Look.WantedRead, null, cancel, filer.Place);
        var rules = new RequestRules(service, LegalDay.Today(time), calendar);
        if (rules.Find(found, RequestMachine.Supplement, filer.Acts) is null)
        {
            return rules.Refuse(found, RequestMachine.Supplement, filer.Acts);
        }

        // Here and now the applicant is told.
        await telling.AtCounterAsync(found, cancel);
        found = found.Course.IsUntold ? await store.FindAsync(found.Ref, cancel) ?? found : found;
        return new WantedView(
            found.Ref.Number, found.Service, service.Title.In(english), found.Department, found.PublishedState(), found.Course.Supplement, found.Course.Gaps, Asked(found));
    }

    private static JsonElement? Asked(RequestCase found)
    {
        var answers = JsonElement.Parse(found.Answers ?? "{}");
        var fields = (found.Course.Supplement?.Items ?? []).Select(each => each.Field).OfType<string>().Distinct()
            .Where(each => answers.TryGetProperty(each, out _)).ToDictionary(each => each, answers.GetProperty, StringComparer.Ordinal);
        return fields.Count == 0 ? null : JsonElement.Parse(JsonSerializer.Serialize(fields, RequestJson.Stored.DictionaryStringJsonElement));
    }
}
