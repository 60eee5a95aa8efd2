using TalentPass.Core.Validation;

namespace TalentPass.Core.Tests.Validation;

public sealed class ValidationErrorsTests
{
    [Fact]
    public void Nothing_wrong_is_no_refusal()
    {
        var errors = new ValidationErrors();
        Assert.Equal(0, errors.Count);
        Assert.Null(errors.ToRefusal());
    }

    [Fact]
    public void Each_code_of_a_field_is_named_once_and_fields_come_in_order()
    {
        var errors = new ValidationErrors();
        errors.Add("/b", ValidationCodes.TooLong);
        errors.Add("/a", ValidationCodes.Required, ValidationCodes.TooFew);
        errors.Add("/a", ValidationCodes.TooFew, ValidationCodes.Duplicate);
        Assert.Equal((2, true, false), (errors.Count, errors.Has("/a"), errors.Has("/c")));
        var refusal = errors.ToRefusal()!;
        Assert.Equal(RefusalCodes.ValidationFailed, refusal.Code);
        Assert.Equal(["/a required too_few duplicate", "/b too_long"], refusal.Errors!.Select(each => $"{each.Key} {string.Join(' ', each.Value)}"));
    }

    [Fact]
    public void A_hundred_fields_are_named_and_known_ones_still_gain_codes()
    {
        var errors = new ValidationErrors();
        for (var field = 0; field < 101; field++)
        {
            errors.Add($"/{field}", ValidationCodes.Required);
        }

        errors.Add("/0", ValidationCodes.TooLong);
        Assert.Equal((100, false), (errors.Count, errors.Has("/100")));
        Assert.Equal(["required", "too_long"], errors.ToRefusal()!.Errors!["/0"]);
    }

    [Fact]
    public void A_pointer_escapes_what_RFC_6901_escapes() => Assert.Equal("/a/b~1c~0d", ValidationErrors.Join("/a", "b/c~d"));

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
