using TalentPass.Core.Identity;

namespace TalentPass.Core.Tests.Identity;

/// <summary>A typed number has at most 120 characters. A longer text is refused; nothing of it is cut off and forgotten.</summary>
public sealed class TypedNumberTests
{
    private const int Most = 120;

    private static readonly Dictionary<string, (string Number, Func<string, string?> FaultIn)> _kinds = new()
    {
        ["passport"] = ("L898902C3", text => PassportNumber.TryParse(text, out _, out var error) ? null : error),
        ["machine-readable field"] = ("L898902C36", text => PassportNumber.TryParseMachineReadable(text, out _, out var error) ? null : error),
        ["phone"] = ("13800138000", text => PhoneNumber.TryParse(text, out _, out var error) ? null : error),
        ["resident id"] = ("11010519491231002X", text => ResidentId.TryParse(text, out _, out var error) ? null : error),
        ["credit code"] = ("91350100M000100Y43", text => Uscc.TryParse(text, out _, out var error) ? null : error),
    };

    public static TheoryData<string> Kinds => [.. _kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_text_of_120_characters_is_read_and_a_longer_one_is_refused(string kind)
    {
        var (number, faultIn) = _kinds[kind];
        var full = number[..1] + new string('-', Most - number.Length) + number[1..];
        Assert.Equal(Most, full.Length);
        Assert.Null(faultIn(full));
        Assert.Null(faultIn($"  {full}\t"));
        Assert.Equal("invalid_length", faultIn(number + new string('-', Most - number.Length) + "X"));
        Assert.Equal("invalid_length", faultIn(full + "-"));
        Assert.Equal("invalid_length", faultIn(number + new string('.', 100_000)));
    }

    [Fact]
    public void A_long_text_is_no_certificate_number_either()
    {
        const string number = "1.2.156.3005.2.11100000000013338W032.11100000000013338W.X1234567.001.";
        Assert.False(ECertificateNumber.TryParse(number + new string('-', Most) + "7", out _, out var error));
        Assert.Equal("invalid_structure", error);
    }
}
