using TalentPass.Core.Identity;

namespace TalentPass.Core.Talents.Records;

/// <summary>The forms a document is found by. They stand in stored indexes and never change.</summary>
internal static class DocumentIndex
{
    /// <summary>
    /// The form that is one person's alone: numbers of Chinese cards are unique, passport numbers within their country.
    /// </summary>
    public static string IdentityOf(IdentityDocument document, string? country) =>
        document.Kind == DocumentKind.Passport ? $"passport|{country}|{document.Number}" : $"card|{document.Number}";

    /// <inheritdoc cref="IdentityOf(IdentityDocument, string?)"/>
    public static string IdentityOf(TalentDocument document) => IdentityOf(document.Document, document.Country);
}
