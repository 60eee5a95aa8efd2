using TalentPass.Core.Identity;

namespace TalentPass.Core.Talents.Records;

/// <summary>What a search box may have meant: every reading of the text as document, phone or name.</summary>
/// <param name="Values">Where to look.</param>
internal sealed record TalentQuery(IReadOnlyList<(LookupKind Kind, string Value)> Values)
{
    /// <summary>Reads a text.</summary>
    public static TalentQuery Read(string text, DateOnly today)
    {
        var documents = IdentityDocument.Guess(text, today);
        var values = documents.Select(document => (LookupKind.Document, document.Number)).Distinct().ToList();
        if (PhoneNumber.TryParse(text, out var phone, out _))
        {
            values.Add((LookupKind.Phone, phone.Value));
        }

        // A card's number is proved by its check digit; a passport's may as well be a name.
        if (documents.All(document => document.Kind == DocumentKind.Passport) && PersonName.TryParse(text, out var name, out _) && NameIndex.FormOf(name.Full) is { Length: > 0 } form)
        {
            values.Add((LookupKind.Name, form));
        }

        return new TalentQuery(values);
    }

    /// <summary>
    /// Whether a talent found is one that was meant: signs outlive a phone that was changed. Documents keep their history,
    /// so a sign of a document always holds.
    /// </summary>
    public bool IsMet(Talent talent) => Values.Any(each => each.Kind switch
    {
        LookupKind.Phone => talent.Phone?.Value == each.Value,
        LookupKind.Name => NameIndex.FormsOf(talent.Name).Contains(each.Value, StringComparer.Ordinal),
        _ => true,
    });
}
