using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Tests.Documents.Record;

public sealed class IssuedDocumentTests
{
    private static readonly IssuedDocument _document = new("1.2.156.3005.2.x", ResultKind.Approval, new(2026, 3, 2), new(2026, 3, 31));

    [Fact]
    public void It_counts_to_the_end_of_its_last_day_unless_it_is_revoked()
    {
        Assert.Equal(ResultStatus.Valid, _document.On(new(2026, 3, 31)));
        Assert.Equal(ResultStatus.Expired, _document.On(new(2026, 4, 1)));
        Assert.Equal(ResultStatus.Valid, (_document with { ValidTo = null }).On(DateOnly.MaxValue));
        Assert.Equal(ResultStatus.Revoked, (_document with { RevokedOn = new(2026, 3, 5) }).On(new(2026, 4, 1)));
    }

    [Fact]
    public void Its_text_does_not_show_the_number() => Assert.DoesNotContain("1.2.156", _document.ToString(), StringComparison.Ordinal);
}
