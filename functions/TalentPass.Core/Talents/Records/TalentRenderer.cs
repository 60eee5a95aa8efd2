using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Talents.Records;

/// <summary>Makes views of talents, with the catalogue's names of natures and tiers.</summary>
/// <param name="catalogue">The catalogue, for the names.</param>
/// <param name="english">Whether names are in English; else in Chinese.</param>
/// <param name="today">Today as a legal day.</param>
public sealed class TalentRenderer(ServiceCatalogue catalogue, bool english, DateOnly today)
{
    /// <summary>Makes the view of a status.</summary>
    public StatusView Status(TalentStatus status) => new(
        status.StatusId,
        status.Scheme,
        status.SchemeVersion,
        status.Tier,
        TierTitle(status),
        status.Level,
        status.Issuer,
        status.Basis,
        status.ValidFrom,
        status.ValidTo,
        status.RevokedAt,
        status.On(today));

    /// <summary>Makes the view of a talent for the talent.</summary>
    public OwnTalentView Own(Talent talent) => new(
        talent.TalentId, talent.Nature, NatureTitle(talent.Nature), talent.On(today).Standing, Statuses(talent));

    /// <summary>Makes the view of a talent in a list, with masked name and phone.</summary>
    public TalentListItem ListItem(Talent talent)
    {
        var recognition = talent.On(today);
        return new TalentListItem(
            talent.TalentId,
            talent.Name.Mask(),
            talent.Phone?.Mask(),
            talent.Nature,
            NatureTitle(talent.Nature),
            recognition.Standing,
            recognition.Best?.Tier,
            recognition.Best is { } best ? TierTitle(best) : null,
            recognition.Best?.ValidTo);
    }

    /// <summary>Makes the view of the whole record, for the office.</summary>
    public TalentView Whole(TalentDetails details)
    {
        var talent = details.Talent;
        return new TalentView(
            talent.TalentId,
            NameView.Of(talent.Name),
            talent.Nature,
            NatureTitle(talent.Nature),
            talent.BirthDate,
            talent.Phone?.Value,
            talent.On(today).Standing,
            [.. details.Documents.Select(Document)],
            Statuses(talent),
            [
                .. from record in details.StatusRecords
                   let account = record.RevokedBy
                   where account is not null
                   select new RevocationView(record.Status.StatusId, account, record.RevokedReason ?? ""),
            ],
            [.. details.Family.Select(Member)],
            talent.RecordedAt);
    }

    private static DocumentView Document(TalentDocument document) => new(
        document.DocumentId,
        document.Document.Kind,
        document.Document.Number,
        document.Country,
        document.ValidTo,
        document.ReplacedAt);

    private FamilyMemberView Member(FamilyMember member) => new(
        member.MemberId,
        member.Relation,
        NameView.Of(member.Name),
        member.BirthDate,
        member.Document?.Mask(),
        member.Guardians,
        member.NeedsGuardianConsent(today));

    private StatusView[] Statuses(Talent talent) => [.. talent.Statuses.Reverse().Select(Status)];

    // A talent may have a tier or nature that the catalogue no longer has. Then the id stands for the name.
    internal string TierTitle(TalentStatus status) =>
        catalogue.Tier(status.Scheme, status.SchemeVersion, status.Tier)?.Title.In(english) ?? status.Tier;

    internal string NatureTitle(string nature) => catalogue.Nature(nature)?.Title.In(english) ?? nature;
}
