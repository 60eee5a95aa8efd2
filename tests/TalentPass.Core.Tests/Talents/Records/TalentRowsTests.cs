using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Tests.Talents.Records;

public sealed class TalentRowsTests
{
    private static readonly DateTimeOffset _now = new(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(8));
    private static readonly MasterKey _key = new(new byte[MasterKey.Length]);
    private readonly TalentRows _rows = new(new FieldSealer(_key, RandomSource.System), new RowSeal(_key, TimeProvider.System, NullLogger<RowSeal>.Instance));

    [Fact]
    public void A_profile_survives_with_a_name_outside_the_basic_plane()
    {
        var talent = Talent("7k2m9qxw");
        var row = _rows.Profile(talent);
        Assert.Equal((Shard.Of("7k2m9qxw"), "7k2m9qxw|0"), (row.PartitionKey, row.RowKey));
        var read = _rows.ReadProfile(row)!;
        Assert.Equal((talent.TalentId, talent.Name, talent.BirthDate, talent.Phone), (read.TalentId, read.Name, read.BirthDate, read.Phone));
    }

    [Fact]
    public void Nothing_personal_stands_in_a_row_in_the_clear()
    {
        var document = new TalentDocument
        {
            DocumentId = "d0000001",
            Document = Document("11010519491231002X"),
            RecordedAt = _now,
        };
        var member = new FamilyMember
        {
            MemberId = "f0000001",
            Relation = FamilyRelation.Child,
            Name = PersonName.Parse("李小禾"),
            BirthDate = new DateOnly(2020, 4, 12),
            Document = Document("11010519491231002X"),
            RecordedAt = _now,
        };
        foreach (var row in new[] { _rows.Profile(Talent("7k2m9qxw")), _rows.Document("7k2m9qxw", document), _rows.Family("7k2m9qxw", member) })
        {
            var text = string.Concat(row.Select(each => each.Value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : each.Value?.ToString()));
            Assert.All(["𬭎", "李小禾", "11010519491231002X", "13812345678", "1990", "2020"], personal => Assert.DoesNotContain(personal, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_document_and_a_family_member_survive()
    {
        var document = new TalentDocument
        {
            DocumentId = "d0000001",
            Document = Document("11010519491231002X"),
            ValidTo = new DateOnly(2030, 1, 1),
            RecordedAt = _now,
            ReplacedAt = _now,
        };
        Assert.Equal(document, _rows.ReadDocument(_rows.Document("7k2m9qxw", document)));
        var member = new FamilyMember
        {
            MemberId = "f0000001",
            Relation = FamilyRelation.Child,
            Name = PersonName.Parse("李小禾"),
            BirthDate = new DateOnly(2020, 4, 12),
            Document = Document("11010519491231002X"),
            Guardians = ["talent"],
            RecordedAt = _now,
        };
        var read = _rows.ReadFamily(_rows.Family("7k2m9qxw", member))!;
        Assert.Equal(member, read with { Guardians = member.Guardians });
        Assert.Equal(member.Guardians, read.Guardians);
    }

    [Fact]
    public void A_profile_cannot_be_passed_off_as_another_talents_or_given_another_nature()
    {
        var moved = _rows.Profile(Talent("7k2m9qxw"));
        moved.RowKey = TalentRows.ProfileKey("00000000");
        Assert.Null(_rows.ReadProfile(moved));
        var edited = _rows.Profile(Talent("7k2m9qxw"));
        edited["Nature"] = Natures.Foreign;
        Assert.Null(_rows.ReadProfile(edited));
    }

    [Fact]
    public void A_talents_own_text_names_nobody() => Assert.Equal("talent 7k2m9qxw", $"{Talent("7k2m9qxw")}");

    private static Talent Talent(string id) => new()
    {
        TalentId = id,
        Name = PersonName.Parse("吴𬭎"),
        Nature = Natures.Domestic,
        BirthDate = new DateOnly(1990, 12, 30),
        Phone = PhoneNumber.Parse("13812345678"),
        RecordedAt = _now,
    };

    private static IdentityDocument Document(string number)
    {
        Assert.True(IdentityDocument.TryParse(DocumentKind.ResidentId, number, new DateOnly(2026, 3, 2), out var document, out _));
        return document;
    }
}
