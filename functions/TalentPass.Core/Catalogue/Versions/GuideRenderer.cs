using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Catalogue.Versions;

/// <summary>Makes the parts of a guide in one language. What the office has not filled in stays empty.</summary>
internal static class GuideRenderer
{
    /// <summary>What people are told where the office has filled in nothing.</summary>
    public static Bilingual Ask { get; } = new("请向人才办咨询。", "Ask at the office.");

    /// <summary>What people are told about a setting.</summary>
    public static Bilingual SettingNote { get; } = new("人才办设定，待确认。", "A setting of the talent office; to be confirmed.");

    private static readonly Dictionary<string, Bilingual> _filers = new(StringComparer.Ordinal)
    {
        ["self"] = new("本人", "The applicant"),
        ["agent"] = new("代理人", "An agent"),
        ["employer"] = new("用人单位或者其委托的机构", "The employer or its agent"),
        ["guardian"] = new("监护人", "A guardian"),
        ["host"] = new("留宿人或者邀请人", "The host"),
    };

    public static GuideFactView Fact(GuideFact fact, bool english) => new(fact.Text.In(english), fact.Tag, fact.Source?.In(english));

    public static FeeView? Fee(ServiceFee? fee, bool english) => fee is null ? null : new FeeView(
        fee.Free,
        fee.Text.In(english),
        fee.Tag,
        fee.Source?.In(english),
        [.. (fee.Amounts ?? []).Select(each => new FeeAmountView(each.Title.In(english), each.Yuan))]);

    public static StandardView Standard(ServiceStandard standard, bool english) =>
        new(standard.Title.In(english), standard.Text?.In(english), standard.Tag, standard.Source?.In(english), standard.MostYuan);

    public static LegalBasisView Basis(LegalBasis basis, bool english) =>
        new(basis.Title.In(english), basis.Article?.In(english), basis.Url, basis.Tag);

    public static ContactView Contact(ServiceContact? contact, bool english) => new(
        contact?.Place?.In(english), contact?.Hours?.In(english), contact?.Telephone, contact?.ComplaintLine, contact?.Setting ?? false);

    public static FilerView Filer(ServiceFiler filer, bool english) => new(
        filer.Who, _filers.GetValueOrDefault(filer.Who)?.In(english) ?? filer.Who, filer.Text?.In(english), filer.Tag, filer.Source?.In(english));

    public static GuideConditionView Condition(EntitlementCondition condition, bool english) =>
        new(condition.Text.In(english), condition.Tag, condition.Source?.In(english));

    public static MaterialSampleView? Sample(MaterialSample? sample, bool english) =>
        sample is null ? null : new MaterialSampleView(sample.Text?.In(english), sample.Url);

    /// <summary>Where the office still has something to fill in, as JSON pointers into the guide.</summary>
    public static IReadOnlyList<string> ToFillIn(ServiceItem service)
    {
        (string Pointer, bool IsEmpty)[] facts =
        [
            ("/fee", service.Fee is null),
            ("/legalBases", service.LegalBases.Count == 0),
            ("/contact/place", service.Contact?.Place is null),
            ("/contact/hours", service.Contact?.Hours is null),
            ("/contact/telephone", service.Contact?.Telephone is null),
            ("/contact/complaintLine", service.Contact?.ComplaintLine is null),
            ("/districtDesk", service.DistrictDesk is null),
            ("/whoMayFile", service.WhoMayFile.Count == 0),
        ];
        return [.. facts.Where(each => each.IsEmpty).Select(each => each.Pointer)];
    }
}
