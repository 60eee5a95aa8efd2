using TalentPass.Core.Identity;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Tests.Talents.Records;

public sealed class RegistrationReaderTests
{
    private static readonly DateTimeOffset _now = new(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(8));
    private static readonly Actor _office = new("office", "人才办", Roles.Office, null, null);

    private static readonly TalentRegistration _good = new(
        new NameInput("李伟"),
        "domestic",
        [new DocumentInput(DocumentKind.ResidentId, "11010519491231002x")],
        Phone: "138 1234 5678",
        Statuses:
        [
            new StatusInput("ningbo", "leading", new StatusIssuer(IssuerKind.Department, " 人社局 "), "目录第三层次", new DateOnly(2025, 1, 1)),
        ]);

    [Fact]
    public void What_holds_becomes_records()
    {
        var talent = Accept(_good).Talent;
        Assert.Equal("李伟", talent.Name.Full);
        Assert.Equal(new DateOnly(1949, 12, 31), talent.BirthDate);
        Assert.Equal("+8613812345678", talent.Phone?.Value);
        var status = Assert.Single(talent.Statuses);
        Assert.Equal(("v2", 3, "人社局"), (status.SchemeVersion, status.Level, status.Issuer.Name));
    }

    [Fact]
    public void A_status_of_a_former_version_keeps_its_version()
    {
        var former = _good.Statuses![0] with { SchemeVersion = "v1", Tier = "grassroots" };
        Assert.Equal(("v1", 8), Accept(_good with { Statuses = [former] }).Talent.Statuses.Select(each => (each.SchemeVersion, each.Level)).Single());
    }

    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        var errors = Refuse(_good with
        {
            Name = new NameInput("李\u0007伟"),
            Nature = "martian",
            Documents = [new DocumentInput(DocumentKind.ResidentId, "110105194912310021"), new DocumentInput(DocumentKind.Passport, "E12345678")],
            Phone = "12",
            BirthDate = new DateOnly(2026, 3, 3),
            Statuses =
            [
                _good.Statuses![0] with { Tier = "king", Basis = " ", ValidTo = new DateOnly(2024, 1, 1) },
                _good.Statuses[0] with { Issuer = new StatusIssuer(IssuerKind.Employer, "甬江智造") },
                _good.Statuses[0] with { Issuer = new StatusIssuer(IssuerKind.University, "大学", "91350100M000100Y4Z") },
                _good.Statuses[0] with { Scheme = "atlantis" },
                _good.Statuses[0] with { SchemeVersion = "v9" },
            ],
        });
        Assert.Equal(
            [
                ("/birthDate", "impossible_date"),
                ("/documents/0/number", "invalid_check_digit"),
                ("/documents/1/country", "required"),
                ("/name/full", "invalid_characters"),
                ("/nature", "not_in_list"),
                ("/phone", "invalid_structure"),
                ("/statuses/0/basis", "required"),
                ("/statuses/0/tier", "not_in_list"),
                ("/statuses/0/validTo", "before_start"),
                ("/statuses/1/issuer/uscc", "required"),
                ("/statuses/2/issuer/uscc", "invalid_characters"),
                ("/statuses/3/scheme", "not_in_list"),
                ("/statuses/4/schemeVersion", "not_in_list"),
            ],
            errors.Select(each => (each.Key, Assert.Single(each.Value))));
    }

    [Fact]
    public void More_mistakes_than_are_told_are_a_refusal_too()
    {
        var status = new StatusInput("atlantis", "king", new StatusIssuer(IssuerKind.Employer, " "), "\u200b", new DateOnly(1900, 1, 1), new DateOnly(1899, 1, 1));
        var family = new FamilyInput(FamilyRelation.Child, new NameInput(Surname: "1", Given: "2", ChineseName: "3"), new DateOnly(1800, 1, 1));
        var errors = Refuse(_good with { Statuses = [.. Enumerable.Repeat(status, 10)], Family = [.. Enumerable.Repeat(family, 20)] });
        Assert.Equal(ValidationErrors.Most, errors.Count);
        Assert.Equal(["required"], errors["/statuses/0/basis"]);
    }

    [Theory]
    [InlineData("foreign", DocumentKind.ResidentId, "11010519491231002X", null)]
    [InlineData("domestic", DocumentKind.ForeignPermanentResidence, "911124198108030024", null)]
    [InlineData("foreign", DocumentKind.HmtResidence, "810000197608199912", null)]
    public void A_document_must_fit_the_nature(string nature, DocumentKind kind, string number, string? country) =>
        Assert.Equal(["not_for_nature"], Refuse(_good with { Nature = nature, Documents = [new DocumentInput(kind, number, country)] })["/documents/0/kind"]);

    [Fact]
    public void A_foreigner_has_a_passport_name_and_gives_the_birth_date()
    {
        var foreigner = _good with
        {
            Name = new NameInput(Surname: "SCHMIDT", Given: "Anna", ChineseName: "施安娜"),
            Nature = "foreign",
            Documents = [new DocumentInput(DocumentKind.Passport, "C01X00T47", "DEU")],
        };
        Assert.Equal(["required"], Refuse(foreigner)["/birthDate"]);
        var talent = Accept(foreigner with { BirthDate = new DateOnly(1979, 11, 2) }).Talent;
        Assert.Equal(("SCHMIDT Anna", "施安娜"), (talent.Name.Full, talent.Name.ChineseName));
    }

    [Theory]
    [InlineData("Germany")]
    [InlineData("de")]
    [InlineData("deu")]
    [InlineData("ZZZ")]
    [InlineData("UTO")]
    public void A_passports_country_is_a_code_that_documents_print(string country) =>
        Assert.Equal(
            ["not_in_list"],
            Refuse(_good with { Documents = [new DocumentInput(DocumentKind.Passport, "E12345678", country)] })["/documents/0/country"]);

    [Fact]
    public void A_birth_date_must_agree_with_the_document() =>
        Assert.Equal(["differs_from_document"], Refuse(_good with { BirthDate = new DateOnly(1950, 1, 1) })["/birthDate"]);

    [Fact]
    public void A_document_is_given_once_and_at_least_one()
    {
        Assert.Equal(["too_few"], Refuse(_good with { Documents = [] })["/documents"]);
        Assert.Equal(["duplicate"], Refuse(_good with { Documents = [_good.Documents[0], _good.Documents[0]] })["/documents/1/number"]);
    }

    [Fact]
    public void Lists_are_bounded()
    {
        var errors = Refuse(_good with
        {
            Statuses = [.. Enumerable.Repeat(_good.Statuses![0], 11)],
            Family = [.. Enumerable.Repeat(new FamilyInput(FamilyRelation.Parent, new NameInput("李老"), new DateOnly(1950, 1, 1)), 21)],
        });
        Assert.Equal(["too_many"], errors["/statuses"]);
        Assert.Equal(["too_many"], errors["/family"]);
    }

    [Fact]
    public void A_child_is_linked_to_its_guardians()
    {
        var family = Accept(_good with
        {
            Family =
            [
                new FamilyInput(FamilyRelation.Child, new NameInput("李小禾"), new DateOnly(2020, 4, 12), Guardians: ["spouse", "talent"]),
                new FamilyInput(FamilyRelation.Child, new NameInput("李小麦"), new DateOnly(2013, 5, 20)),
                new FamilyInput(FamilyRelation.Child, new NameInput("李大"), new DateOnly(2000, 5, 20)),
                new FamilyInput(FamilyRelation.Spouse, new NameInput("陈静"), new DateOnly(1988, 9, 21)),
            ],
        }).Family;
        Assert.Equal([family[3].MemberId, "talent"], family[0].Guardians);
        Assert.Equal(["talent"], family[1].Guardians);
        Assert.Empty(family[2].Guardians);
        Assert.Equal([true, true, false, false], family.Select(member => member.NeedsGuardianConsent(new DateOnly(2026, 3, 2))));
        Assert.False(family[1].NeedsGuardianConsent(new DateOnly(2027, 5, 20)));
    }

    [Fact]
    public void Faults_in_the_family_are_named_at_their_place()
    {
        var errors = Refuse(_good with
        {
            Family =
            [
                new FamilyInput(FamilyRelation.Parent, new NameInput(), new DateOnly(1950, 1, 1)),
                new FamilyInput(FamilyRelation.Child, new NameInput("李小禾"), new DateOnly(2020, 4, 12), Guardians: ["spouse"]),
                new FamilyInput(FamilyRelation.Child, new NameInput("李小麦"), new DateOnly(2020, 4, 12), Guardians: []),
                new FamilyInput(FamilyRelation.Child, new NameInput("李小麦"), new DateOnly(2020, 4, 12), new DocumentInput(DocumentKind.ResidentId, "11010519491231002X")),
            ],
        });
        Assert.Equal(["required"], errors["/family/0/name/surname"]);
        Assert.Equal(["not_in_list"], errors["/family/1/guardians"]);
        Assert.Equal(["too_few"], errors["/family/2/guardians"]);
        Assert.Equal(["differs_from_document"], errors["/family/3/birthDate"]);
    }

    private static TalentDetails Accept(TalentRegistration input)
    {
        var (talent, refusal) = Read(input);
        Assert.Null(refusal);
        return talent!;
    }

    private static SortedDictionary<string, string[]> Refuse(TalentRegistration input)
    {
        var (talent, refusal) = Read(input);
        Assert.Null(talent);
        Assert.Equal(RefusalCodes.ValidationFailed, refusal!.Code);
        return new(refusal.Errors!.ToDictionary(), StringComparer.Ordinal);
    }

    private static (TalentDetails? Talent, Refusal? Refusal) Read(TalentRegistration input) =>
        new RegistrationReader(TestCatalogue.Content, RandomSource.System, _now).Read(input, _office);
}
