using System.Globalization;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Talents.Eligibility;
using TalentPass.Core.Talents.Guests;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Partners;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Scans;

/// <summary>
/// Finds the guest for whom hall staff file after they have scanned the pass of a partner city (互认城市人才). The code says the home city
/// and the tier, and no name; the officer reads the person from the identity document. The scan stands for the talent status that a
/// talent of this city would need. Only services that both cities share can be filed.
/// </summary>
public sealed class FindGuest(GuestStore guests, CityKeys keys, CurrentCatalogue currentCatalogue, TimeProvider time)
{
    /// <summary>The id of the guest with this document; null when there is none, or what was sent is not valid. One call.</summary>
    public async Task<string?> FindIdAsync(GuestInput input, CancellationToken cancel) =>
        GuestReader.Read(input, "", LegalDay.Today(time)) is Outcome<Guest>.Done { Value: var guest } ? await guests.FindIdAsync(guest, cancel) : null;

    /// <summary>Finds or records the guest. Two storage calls; three for a new guest.</summary>
    /// <param name="actor">The officer.</param>
    /// <param name="record">A valid scan of the pass.</param>
    /// <param name="input">The guest, as the document says it.</param>
    /// <param name="services">The services that are filed.</param>
    /// <param name="at">The JSON pointer of the applicant in the request.</param>
    /// <param name="scanAt">The JSON pointer of the scan id.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// Who files; <c>not_shared</c>; <c>validation_failed</c> when the city is no partner any more, or the guest is missing or not valid;
    /// <c>not_ready</c> when the record of the guest is not trusted.
    /// </returns>
    public async Task<Outcome<Filer>> RunAsync(
        Actor actor, ScanRecord record, GuestInput? input, IReadOnlyCollection<ServiceItem> services, string at, string scanAt, CancellationToken cancel)
    {
        if (services.Count == 0)
        {
            return Refusal.Invalid(scanAt, ValidationCodes.NotAllowed);
        }

        if (record.Facts.Holder is not { } holder
            || (await keys.CurrentAsync(cancel)).Partners.FirstOrDefault(each => each.CityCode == record.Facts.City) is not { } city)
        {
            return Refusal.Invalid(scanAt, ValidationCodes.NotValid);
        }

        if (services.FirstOrDefault(each => !city.Services.Contains(each.Id, StringComparer.Ordinal)) is { } own)
        {
            return new Refusal(RefusalCodes.NotShared, new Bilingual(
                $"“{own.Title.Zh}”未列入与{city.City.Zh}的互认事项。", $"{own.Title.En} is not among the services shared with {city.City.En}."));
        }

        if (input is null)
        {
            return Refusal.Invalid($"{at}/guest", ValidationCodes.Required);
        }

        var read = GuestReader.Read(input, $"{at}/guest", LegalDay.Today(time));
        if (read is not Outcome<Guest>.Done { Value: var wanted })
        {
            return ((Outcome<Guest>.Refused)read).Reason;
        }

        if (await guests.RecordAsync(wanted, cancel) is not { } guest)
        {
            return new Refusal(RefusalCodes.NotReady);
        }

        var scheme = (await currentCatalogue(cancel)).Content.Schemes[0];
        var tier = scheme.Current.Tiers.FirstOrDefault(each => each.Id == holder.Tier);
        var applicant = new Applicant(guest.GuestId, guest.Name.Mask(), tier?.Level ?? RequestCase.NoTier, null)
        {
            Guest = PersonFact.Of(guest),
            Facts = new TalentFacts(tier is null ? [] : [StatusOf(scheme, tier, city)], null, guest.Document.BirthDate, Documents: [guest.Document]),
        };
        return new Outcome<Filer>.Done(new Filer(
            actor, Roles.Hall, applicant, record.ScanId, DocumentConfirmed: true, Guest: new GuestFact(city.CityCode.ToString("d6", CultureInfo.InvariantCulture), city.City))
        {
            Place = record.Place,
        });
    }

    // For this filing only, on this day only: the home city has the record.
    private TalentStatus StatusOf(Scheme scheme, Tier tier, PartnerCity city) => new()
    {
        StatusId = "",
        Scheme = scheme.Id,
        SchemeVersion = scheme.CurrentVersion,
        Tier = tier.Id,
        Level = tier.Level,
        Issuer = new StatusIssuer(IssuerKind.Department, city.City.Zh),
        Basis = "",
        ValidFrom = LegalDay.Today(time),
        ValidTo = LegalDay.Today(time),
    };
}
