using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Talents.Records;

/// <summary>Makes views of talents, with the names the catalogue has for natures and tiers.</summary>
/// <param name="catalogue">The names.</param>
/// <param name="english">The language.</param>
/// <param name="today">The legal day.</param>
public sealed class TalentRenderer(ServiceCatalogue catalogue, bool english, DateOnly today)
{
    /// <summary>A status.</summary>
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

    /// <summary>The talent's own view.</summary>
    public OwnTalentView Own(Talent talent) => new(
        talent.TalentId, talent.Nature, NatureTitle(talent.Nature), talent.On(today).Standing, Statuses(talent));

    /// <summary>A line of a list.</summary>
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

    /// <summary>Everything.</summary>
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

    // A tier or nature the catalogue dropped is still somebody's: its id is better than nothing.
    private string TierTitle(TalentStatus status) =>
        catalogue.Tier(status.Scheme, status.SchemeVersion, status.Tier)?.Title.In(english) ?? status.Tier;

    private string NatureTitle(string nature) => catalogue.Nature(nature)?.Title.In(english) ?? nature;
}
