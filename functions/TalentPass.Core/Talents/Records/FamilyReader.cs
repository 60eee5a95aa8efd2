using TalentPass.Core.Calendar;
using TalentPass.Core.Identity;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Talents.Records;

/// <summary>Reads and checks the family members that the office sends, and links children to their guardians.</summary>
/// <param name="random">Makes ids.</param>
/// <param name="now">The time of recording.</param>
/// <param name="errors">The list to which mistakes are added.</param>
internal sealed class FamilyReader(RandomSource random, DateTimeOffset now, ValidationErrors errors)
{
    private const string Spouse = "spouse";
    private readonly DateOnly _today = LegalDay.Of(now);

    /// <summary>Returns the valid members. Adds the mistakes of the others under the pointer <paramref name="at"/>.</summary>
    public IReadOnlyList<FamilyMember> Read(IReadOnlyList<FamilyInput> inputs, string at)
    {
        var read = inputs.Select((input, i) => (Place: $"{at}/{i}", Member: ReadMember(input, $"{at}/{i}"))).ToArray();
        var spouses = read.Where(each => each.Member?.Relation == FamilyRelation.Spouse).ToArray();
        if (spouses.Length > 1)
        {
            errors.Add($"{spouses[1].Place}/relation", ValidationCodes.Duplicate);
        }

        var spouse = spouses.FirstOrDefault().Member?.MemberId;
        return
        [
            .. from each in read
               where each.Member is not null
               select each.Member with { Guardians = Link(each.Member, spouse, $"{each.Place}/guardians") },
        ];
    }

    private FamilyMember? ReadMember(FamilyInput input, string at)
    {
        var before = errors.Found;
        var name = PersonReader.ReadName(input.Name, $"{at}/name", errors);
        var document = input.Document is { } given
            ? PersonReader.ReadDocument(given, $"{at}/document", null, _today, errors) : null;
        BirthDate.Check(input.BirthDate, document?.BirthDate, _today, $"{at}/birthDate", errors);
        return errors.Found > before ? null : new FamilyMember
        {
            MemberId = random.Id(8),
            Relation = input.Relation,
            Name = name!,
            BirthDate = input.BirthDate,
            Document = document,
            Guardians = input.Guardians ?? (IsMinor(input.BirthDate) ? [FamilyMember.TalentAsGuardian] : []),
            RecordedAt = now,
        };
    }

    private string[] Link(FamilyMember member, string? spouse, string at)
    {
        if (member.Guardians.Count == 0 && IsMinor(member.BirthDate))
        {
            errors.Add(at, ValidationCodes.TooFew);
        }

        var links = member.Guardians.Distinct(StringComparer.Ordinal).Select(guardian => guardian switch
        {
            FamilyMember.TalentAsGuardian => guardian,
            Spouse when spouse != member.MemberId => spouse,
            _ => null,
        }).ToArray();
        if (links.Contains(null))
        {
            errors.Add(at, ValidationCodes.NotInList);
        }

        return [.. links.OfType<string>()];
    }

    private bool IsMinor(DateOnly birthDate) => Age.On(birthDate, _today) < Age.OfMajority;
}
