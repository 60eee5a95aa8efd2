using TalentPass.Core.Validation;

namespace TalentPass.Core.Tests.Validation;

public sealed class BirthDateTests
{
    [Theory]
    [InlineData("2026-03-02", null, null)]
    [InlineData("2026-03-03", null, "impossible_date")]
    [InlineData("1900-01-01", null, null)]
    [InlineData("1899-12-31", null, "impossible_date")]
    [InlineData("1990-01-01", "1990-01-01", null)]
    [InlineData("1990-01-01", "1990-01-02", "differs_from_document")]
    [InlineData("1899-12-31", "1990-01-02", "impossible_date")]
    public void A_birth_date_is_possible_and_what_the_document_says(string date, string? inDocument, string? code)
    {
        var errors = new ValidationErrors();
        BirthDate.Check(DateOnly.Parse(date), inDocument is null ? null : DateOnly.Parse(inDocument), new(2026, 3, 2), "/birthDate", errors);
        Assert.Equal(code is null ? null : ["/birthDate " + code], errors.ToRefusal()?.Errors!.Select(each => $"{each.Key} {string.Join(' ', each.Value)}"));
    }
}
