using System.Reflection;
using System.Text.RegularExpressions;
using TalentPass.Core.Tests.Structure;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Tests.Validation;

public sealed partial class ValidationErrorsTests
{
    [Fact]
    public void Nothing_wrong_is_no_refusal() => Assert.Null(new ValidationErrors().ToRefusal());

    [Fact]
    public void A_pointer_has_each_code_once()
    {
        var errors = new ValidationErrors();
        errors.Add("/b", ValidationCodes.TooLong);
        errors.Add("/a", ValidationCodes.Required);
        errors.Add("/b", ValidationCodes.InvalidText, ValidationCodes.TooLong);
        errors.Add(Refusal.Invalid("/a", ValidationCodes.Required));
        errors.Add((Refusal?)null);
        Assert.Equal(["/a: required", "/b: too_long invalid_text"], errors.ToRefusal()!.Errors!.Select(each => $"{each.Key}: {string.Join(' ', each.Value)}"));
    }

    [Fact]
    public void More_pointers_than_people_read_are_counted_and_not_told()
    {
        var errors = new ValidationErrors();
        for (var i = 0; i <= ValidationErrors.Most; i++)
        {
            Assert.Equal(i == ValidationErrors.Most, errors.IsFull);
            errors.Add($"/{i}", ValidationCodes.Required);
        }

        errors.Add("/0", ValidationCodes.TooLong);
        Assert.Equal((ValidationErrors.Most + 2, ValidationErrors.Most), (errors.Found, errors.ToRefusal()!.Errors!.Count));
        Assert.Equal(["required", "too_long"], errors.ToRefusal()!.Errors!["/0"]);
        Assert.False(errors.Has($"/{ValidationErrors.Most}"));
    }

    [Theory]
    [InlineData("/a", "b/c~d", "/a/b~1c~0d")]
    [InlineData("", "", "/")]
    [InlineData("", "名", "/名")]
    public void A_pointer_escapes_what_names_may_hold(string at, string name, string pointer) => Assert.Equal(pointer, ValidationErrors.Join(at, name));

    [Theory]
    [InlineData("𬭎", 199)]
    [InlineData("/", 199)]
    [InlineData("a", 200)]
    public void A_pointer_is_cut_between_characters(string character, int length) =>
        Assert.Equal(length, ValidationErrors.Join("", string.Concat(Enumerable.Repeat(character, 10_000))).Length);

    [Fact]
    public void A_code_has_one_name() => Assert.Distinct(Codes());

    [Fact]
    public void Pages_have_a_text_for_every_code()
    {
        var folder = Path.Combine(CoreFolders.Repository, "functions", "TalentPass.Functions", "wwwroot", "assets", "strings");
        var strings = string.Concat(Directory.EnumerateFiles(folder, "*.js").Select(File.ReadAllText));
        // A page finds a half-typed date and a number that is not whole itself, before it sends anything.
        Assert.Equal(Codes().Concat(["half_date", "not_whole"]).Order(StringComparer.Ordinal), CodeText().Matches(strings).Select(each => each.Groups["code"].Value).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Codes() =>
        typeof(ValidationCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(each => (string)each.GetRawConstantValue()!);

    [GeneratedRegex("^  \"code\\.(?<code>\\w+)\":", RegexOptions.Multiline)]
    private static partial Regex CodeText();
}
