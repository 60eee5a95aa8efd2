using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Scans;

/// <summary>What a hall sends to look a talent up.</summary>
/// <param name="Document">The identity document.</param>
/// <param name="Place">The hall, 1–64 characters.</param>
/// <param name="Nonce">Chosen for each look-up, 1–128 characters. A repeated call with the same nonce gets the same answer.</param>
/// <param name="Device">The name of the computer, at most 64 characters.</param>
public sealed record LookUpInput(DocumentInput Document, string Place, string Nonce, string? Device = null);

/// <summary>
/// Finds the talent who stands at a counter without a code, because the phone is dead or lost, by the identity document. The look-up is
/// recorded like a scan and the talent can read it. Four storage calls; at most three when there is nobody.
/// </summary>
public sealed class LookUpTalent(
    TalentLookup lookup,
    PassStore passes,
    ScanStore scans,
    ScanIds ids,
    AuditTrail audit,
    CityKeys keys,
    CurrentCatalogue currentCatalogue,
    TimeProvider time)
{
    /// <summary>The audit's name of a look-up that found nobody.</summary>
    public const string FoundNobody = "look-up.nobody";

    private static readonly Bilingual _nobody = new("没有以该证件登记的人才码。", "There is no pass of a person with this document.");

    /// <summary>Looks a talent up, records it and answers as a scan of the pass would.</summary>
    /// <param name="actor">Hall staff.</param>
    /// <param name="input">The document and where it was shown.</param>
    /// <param name="english">Whether the texts are in English.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>The answer; <c>validation_failed</c>; <c>not_found</c> when nobody with this document has a pass.</returns>
    public async Task<Outcome<ScanView>> RunAsync(Actor actor, LookUpInput input, bool english, CancellationToken cancel)
    {
        if (ScanChecks.Find(input.Place, input.Nonce, input.Device) is { } wrong)
        {
            return wrong;
        }

        var errors = new ValidationErrors();
        var document = PersonReader.ReadDocument(input.Document, "/document", null, LegalDay.Today(time), errors);
        if (errors.ToRefusal() is { } invalid)
        {
            return invalid;
        }

        var identity = DocumentIndex.IdentityOf(document!, input.Document.Country);
        if (await lookup.FindAsync(LookupKind.Identity, identity, cancel) is not { } talentId
            || await passes.FindNewestAsync(talentId, cancel) is not { } pass)
        {
            await audit.RecordAsync(actor, FoundNobody, cancel);
            return new Refusal(RefusalCodes.NotFound, _nobody);
        }

        var (view, catalogue, now) = (await keys.CurrentAsync(cancel), (await currentCatalogue(cancel)).Content, time.GetUtcNow());
        var rows = await scans.ReadPassAndRequestsAsync(pass.Ref, cancel);
        var record = await RecordAsync(actor, input, pass.Ref, ScanJudge.Found(pass, view.City.Code, rows, catalogue, now), now, cancel);
        return new Outcome<ScanView>.Done(ScanRenderer.View(record, view, catalogue, english));
    }

    // Records the look-up, or finds the recorded one of the same call.
    private async Task<ScanRecord> RecordAsync(
        Actor actor, LookUpInput input, PassRef pass, ScanFacts facts, DateTimeOffset now, CancellationToken cancel)
    {
        var spot = ScanKeys.OfDocument(actor, input.Nonce, pass);
        var record = new ScanRecord(ids.Of(spot, now), now, input.Place, input.Device, actor.Account, Offline: false, facts);
        return await scans.AddAsync(spot, record, actor, cancel) is ScanWrite.Recorded ? record
            : await scans.FindAsync(spot, cancel) is { } first ? first
            : throw new UntrustedRowException("The first look-up of this call is recorded, but its row is not trusted.");
    }
}
