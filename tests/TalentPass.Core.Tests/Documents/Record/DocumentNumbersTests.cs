using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Documents.Record;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Tests.Documents.Record;

public sealed class DocumentNumbersTests
{
    private static readonly MasterKey _key = new(new byte[MasterKey.Length]);
    private static readonly RequestNumbers _requests = new(_key, new SeededRandom(1));
    private readonly DocumentNumbers _numbers = new(_requests, _key);

    private static ServiceCatalogue Catalogue { get; } = new(
        [
            new("housing", new("住建局", "Housing"), new("住建局", "Housing"), CreditCode: "11330200TALENT001U"),
            new("office", new("人才办", "Office"), new("人才办", "Office"), CreditCode: "11330200TALENT009L"),
        ],
        [], [], [], [], []);

    [Fact]
    public void A_number_follows_the_standard_and_leads_to_the_request()
    {
        var request = _requests.For("7k2m9qxw", "3r4t8nza");
        var number = ECertificateNumber.Parse(DocumentNumbers.New(request, ResultKind.Refusal, "housing", Catalogue));
        Assert.Equal(("11330200TALENT009L002", "11330200TALENT001U", 1), (number.Type, number.Issuer, number.Version));
        Assert.Equal(request, _numbers.Parse(number.Value, out var read));
        Assert.Equal(number.Value, read);
        Assert.Equal(request, _numbers.Parse(number.Value.ToLowerInvariant(), out read));
        Assert.Equal(number.Value, read);
    }

    [Fact]
    public void A_body_without_a_credit_code_has_one_that_is_plainly_made_up()
    {
        var number = ECertificateNumber.Parse(DocumentNumbers.New(_requests.For("7k2m9qxw", "3r4t8nza"), ResultKind.Approval, "health", Catalogue));
        Assert.Equal(DocumentNumbers.NoBody, number.Issuer);
        Assert.Contains("TALENT", number.Issuer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("7K2M-9QXW-3R4T-8NZA-5")]
    [InlineData("1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U")]
    public void Numbers_of_others_lead_nowhere(string typed) => Assert.Null(_numbers.Parse(typed, out _));

    [Fact]
    public void A_check_code_belongs_to_one_number_and_is_read_as_people_type_it()
    {
        var (one, other) = (NumberOf("3r4t8nza"), NumberOf("3r4t8nzb"));
        var code = _numbers.CheckCode(one);
        Assert.Equal(8, code.Length);
        Assert.True(_numbers.IsCheckCode(one, $" {code[..4].ToLowerInvariant()}-{code[4..]} "));
        Assert.False(_numbers.IsCheckCode(other, code));
        Assert.False(_numbers.IsCheckCode(one, ""));
        Assert.False(_numbers.IsCheckCode(one, "IIIIIIII"));
    }

    private static string NumberOf(string request) => DocumentNumbers.New(_requests.For("7k2m9qxw", request), ResultKind.Approval, "housing", Catalogue);
}
