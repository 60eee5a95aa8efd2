using TalentPass.Core.Identity;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Tests.Identity;

public sealed class IdentityDocumentTests
{
    private static readonly DateOnly _today = new(2026, 3, 2);

    [Theory]
    [InlineData(DocumentKind.ResidentId, "11010519491231002x", "11010519491231002X", "**************002X")]
    [InlineData(DocumentKind.ForeignPermanentResidence, "911124198108030024", "911124198108030024", "**************0024")]
    [InlineData(DocumentKind.Passport, "l898902c3", "L898902C3", "******2C3")]
    public void A_document_of_a_known_kind_is_read(DocumentKind kind, string typed, string number, string mask)
    {
        Assert.True(IdentityDocument.TryParse(kind, typed, _today, out var document, out var error), error);
        Assert.Equal(number, document.Number);
        Assert.Equal(mask, $"{document}");
    }

    [Theory]
    [InlineData(DocumentKind.ResidentId, "911124198108030024", "invalid_area")]
    [InlineData(DocumentKind.HmtResidence, "11010519491231002X", "invalid_area")]
    [InlineData(DocumentKind.Passport, "11010519491231002X", "invalid_length")]
    [InlineData(DocumentKind.Passport, null, "required")]
    public void A_number_of_another_kind_is_refused(DocumentKind kind, string? typed, string code)
    {
        Assert.False(IdentityDocument.TryParse(kind, typed, _today, out var document, out var error));
        Assert.Null(document);
        Assert.Equal(code, error);
    }

    [Fact]
    public void Nobody_is_born_tomorrow()
    {
        const string digits = "33020320260303001";
        var number = digits + Gb11643.CheckCharacter(digits);
        Assert.False(IdentityDocument.TryParse(DocumentKind.ResidentId, number, _today, out _, out var error));
        Assert.Equal(ValidationCodes.InvalidBirthDate, error);
        Assert.True(IdentityDocument.TryParse(DocumentKind.ResidentId, number, _today.AddDays(1), out _, out _));
    }

    [Theory]
    [InlineData("11010519491231002X", DocumentKind.ResidentId)]
    [InlineData("911124198108030024", DocumentKind.ForeignPermanentResidence)]
    [InlineData("L898902C3", DocumentKind.Passport)]
    public void A_search_finds_out_what_was_typed(string typed, DocumentKind kind) =>
        Assert.Equal(kind, Assert.Single(IdentityDocument.Guess(typed, _today)).Kind);

    [Fact]
    public void A_search_for_a_name_is_no_document() => Assert.Empty(IdentityDocument.Guess("李伟", _today));
}
