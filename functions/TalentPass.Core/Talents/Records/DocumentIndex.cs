using TalentPass.Core.Identity;

namespace TalentPass.Core.Talents.Records;

/// <summary>Makes the texts under which documents are indexed. Stored blind indexes depend on them: never change them.</summary>
internal static class DocumentIndex
{
    /// <summary>
    /// Returns a text that belongs to one person only. Numbers of Chinese cards are unique; passport numbers are unique within
    /// the country that issued them, whichever of its codes somebody wrote down.
    /// </summary>
    public static string IdentityOf(IdentityDocument document, string? country) =>
        document.Kind == DocumentKind.Passport ? $"passport|{(country is null ? null : CountryCodes.IsoOf(country))}|{document.Number}" : $"card|{document.Number}";

    /// <inheritdoc cref="IdentityOf(IdentityDocument, string?)"/>
    public static string IdentityOf(TalentDocument document) => IdentityOf(document.Document, document.Country);
}
