using TalentPass.Core.Identity;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Tests.Talents.Records;

public sealed class TalentQueryTests
{
    private static readonly DateOnly _today = new(2026, 3, 2);

    [Theory]
    [InlineData("11010519491231002x", LookupKind.Document, "11010519491231002X")]
    [InlineData("138 1234 5678", LookupKind.Phone, "+8613812345678")]
    [InlineData("李 伟", LookupKind.Name, "李伟")]
    [InlineData("anna schmidt", LookupKind.Name, "ANNASCHMIDT")]
    public void A_text_is_read_as_what_it_is(string text, LookupKind kind, string value) =>
        Assert.Equal([(kind, value)], TalentQuery.Read(text, _today).Values);

    [Fact]
    public void A_text_that_may_be_two_things_is_looked_for_as_both() =>
        Assert.Equal([LookupKind.Document, LookupKind.Name], TalentQuery.Read("E1234567", _today).Values.Select(each => each.Kind));

    [Theory]
    [InlineData("42")]
    [InlineData("???")]
    public void A_text_that_can_be_nothing_leads_nowhere(string text) => Assert.Empty(TalentQuery.Read(text, _today).Values);

    [Fact]
    public void A_foreign_name_is_found_in_both_orders_and_in_Chinese()
    {
        Assert.True(PersonName.TryParse("O'NEILL-SCHMIDT", "Anna", "施安娜", out var name, out _));
        Assert.Equal(["ONEILLSCHMIDTANNA", "ANNAONEILLSCHMIDT", "施安娜"], NameIndex.FormsOf(name));
    }

    [Fact]
    public void A_name_is_found_with_and_without_its_separator() =>
        Assert.Equal(NameIndex.FormOf("阿卜杜拉买买提"), Assert.Single(NameIndex.FormsOf(PersonName.Parse("阿卜杜拉·买买提"))));

    [Fact]
    public void A_name_outside_the_basic_plane_keeps_all_its_characters() =>
        Assert.Equal("吴𬭎", NameIndex.FormOf("吴 𬭎"));
}
