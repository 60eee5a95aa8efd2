using TalentPass.Core.Identity;

namespace TalentPass.Core.Talents.Records;

/// <summary>The possible readings of a search text: as document numbers, as a phone or as a name.</summary>
/// <param name="Values">The values to look up, each with its kind.</param>
internal sealed record TalentQuery(IReadOnlyList<(LookupKind Kind, string Value)> Values)
{
    /// <summary>Returns all readings of a text.</summary>
    public static TalentQuery Read(string text, DateOnly today)
    {
        var documents = IdentityDocument.Guess(text, today);
        var values = documents.Select(document => (LookupKind.Document, document.Number)).Distinct().ToList();
        if (PhoneNumber.TryParse(text, out var phone, out _))
        {
            values.Add((LookupKind.Phone, phone.Value));
        }

        // A card number has a check digit, so the text is certainly no name. A passport number has none, so the text may be a name.
        if (documents.All(document => document.Kind == DocumentKind.Passport) && PersonName.TryParse(text, out var name, out _) && NameIndex.FormOf(name.Full) is { Length: > 0 } form)
        {
            values.Add((LookupKind.Name, form));
        }

        return new TalentQuery(values);
    }

    /// <summary>
    /// Whether a talent that was found still has one of the values. Lookup rows of an earlier phone or name stay, so both are
    /// compared. Documents are never removed from a talent, so a lookup row of a document is always right.
    /// </summary>
    public bool IsMet(Talent talent) => Values.Any(each => each.Kind switch
    {
        LookupKind.Phone => talent.Phone?.Value == each.Value,
        LookupKind.Name => NameIndex.FormsOf(talent.Name).Contains(each.Value, StringComparer.Ordinal),
        _ => true,
    });
}
