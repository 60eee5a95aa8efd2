using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Azure;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Tests.Requests.Record;

public sealed class RequestNumberTests
{
    private static readonly MasterKey Key = new(new byte[32]);
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly RequestNumbers _numbers = new(Key, RandomSource.System);

    [Fact]
    public void A_number_leads_back_to_its_talent_and_request_however_it_is_typed()
    {
        foreach (var _ in Enumerable.Range(0, 500))
        {
            var made = _numbers.New(RandomSource.System.Id(8), Noon);
            Assert.Equal(made, _numbers.Parse(made.Number));
            Assert.Equal(made, _numbers.Parse(made.Key));
            Assert.Equal(made, _numbers.Parse(made.Number.ToLowerInvariant().Replace('-', ' ')));
            Assert.Equal(made, _numbers.Parse($"\t{made.Number.Replace('-', '–')}\r\n"));
            Assert.Equal(made, _numbers.Parse(made.Number.Replace("-", "\t")));
            Assert.Equal(made, _numbers.Parse(made.Number.Replace('0', 'O').Replace('1', 'l')));
            Assert.Equal(made, _numbers.Parse(made.Number.Replace('0', 'o').Replace('1', 'I')));
            Assert.Equal(made, _numbers.Parse(string.Concat(made.Number.Select(each => (char)(each + 0xFEE0)))));
            Assert.True(StorageKey.IsValid(made.Key));
        }
    }

    [Fact]
    public void Every_single_wrong_character_is_noticed()
    {
        var number = _numbers.New("7k2m9qxw", Noon).Key.ToUpperInvariant();
        for (var at = 0; at < number.Length; at++)
        {
            // O and 0, and I and 1, are read as the check character that is right.
            foreach (var other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".Where(each => each != number[at] && (each, number[at]) is not (('0', 'O') or ('1', 'I' or 'L'))))
            {
                Assert.Null(_numbers.Parse(number[..at] + other + number[(at + 1)..]));
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("AAAA-AAAA-AAAA-AAAA-AAAA-AAAA")]
    [InlineData("𬭎𬭎𬭎𬭎𬭎𬭎𬭎𬭎𬭎")]
    public void What_is_no_number_is_no_number(string? text) => Assert.Null(_numbers.Parse(text));

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(3_600)]
    [InlineData(20_000_000)]
    public void A_newer_request_sorts_before_an_older_one(int seconds)
    {
        for (var each = 0; each < 50; each++)
        {
            var older = _numbers.New("7k2m9qxw", Noon).RequestId;
            var newer = _numbers.New("7k2m9qxw", Noon.AddSeconds(seconds)).RequestId;
            Assert.True(string.CompareOrdinal(newer, older) < 0);
        }
    }

    // Request numbers are printed on paper. After every update of the product, a printed number must still find its request.
    [Fact]
    public void A_number_and_its_short_code_never_change()
    {
        var request = _numbers.For("7k2m9qxw", "3r4t8nza");
        Assert.Equal("2N02-GGFZ-5EWF-69FV-O", request.Number);
        Assert.Equal("1E1F807B", _numbers.ShortCode(request));
    }

    [Theory]
    [InlineData("7K2M9QXW", "7K2M9QXW")]
    [InlineData("7k2m-9qxw", "7K2M9QXW")]
    [InlineData(" 7k2m 9qxw ", "7K2M9QXW")]
    [InlineData("oil0-0000", "01100000")]
    [InlineData("７ｋ２ｍ–9qxw\t", "7K2M9QXW")]
    [InlineData("7K2M9QX", null)]
    [InlineData("7K2M9QXWA", null)]
    [InlineData("7K2M9QXU", null)]
    [InlineData("", null)]
    public void A_short_code_is_read_as_people_type_it(string typed, string? read) => Assert.Equal(read, RequestNumbers.ReadShortCode(typed));

    [Theory]
    [InlineData("7k2m9qx")]
    [InlineData("7k2m9qxu")]
    public void An_id_of_another_form_is_a_fault(string id) => Assert.Throws<ArgumentException>(() => _numbers.For(id, "3r4t8nza"));

    [Fact]
    public void Requests_of_one_second_that_are_written_together_never_meet()
    {
        // The random source returns the same byte three times, then another byte.
        var numbers = new RequestNumbers(Key, new ScriptedRandom(7, 7, 7, 8));
        var first = numbers.New("7k2m9qxw", Noon);
        var second = numbers.New("7k2m9qxw", Noon, beside: [first]);
        Assert.NotEqual(first.RequestId, second.RequestId);
    }

    // The id holds eight random bits. An attempt that met an id that exists takes more from the seconds before, so that a talent
    // with hundreds of requests in a second still gets an id. It never seems newer than it is.
    [Theory]
    [InlineData(0, 0xFE)]
    [InlineData(1, 0xEFE)]
    [InlineData(2, 0xFEFE)]
    [InlineData(15, 0xFEFE)]
    public void Each_further_attempt_chooses_among_more_ids(int attempt, int span)
    {
        Assert.Equal(Id(attempt, 0) + span, Id(attempt, 0xFE));
        Assert.Equal(Id(0, 0), Id(attempt, 0));
        Assert.True(Id(attempt, 0xFE) < Id(0, 0, earlier: 256));

        static long Id(int attempt, byte random, int earlier = 0)
        {
            var made = new RequestNumbers(Key, new ScriptedRandom(random)).New("7k2m9qxw", Noon.AddSeconds(-earlier), attempt);
            Assert.True(Base32.TryDecode(made.RequestId, out var id));
            return (long)id;
        }
    }

    [Fact]
    public void Two_requests_of_one_talent_share_nothing_an_outsider_could_see()
    {
        var numbers = Enumerable.Range(0, 200).Select(each => _numbers.New("7k2m9qxw", Noon.AddSeconds(each)).Key[..16]).ToList();
        var equal = numbers.Zip(numbers.Skip(1)).Average(pair => pair.First.Zip(pair.Second).Count(each => each.First == each.Second));
        // Two random texts of 16 characters from an alphabet of 32 agree at 0.5 positions on average.
        Assert.InRange(equal, 0, 1.5);
    }

    [Fact]
    public void The_short_code_has_eight_characters_and_belongs_to_the_number()
    {
        var (one, two) = (_numbers.New("7k2m9qxw", Noon), _numbers.New("7k2m9qxw", Noon.AddSeconds(1)));
        Assert.Equal(8, _numbers.ShortCode(one).Length);
        Assert.Equal(_numbers.ShortCode(one), _numbers.ShortCode(one));
        Assert.NotEqual(_numbers.ShortCode(one), _numbers.ShortCode(two));
    }

    [Theory]
    [InlineData("W/\"datetime'2026-11-22T22%3A44%3A38.8845932Z'\"", 150)]
    [InlineData("W/\"datetime'2026-11-22T22%3A44%3A38.88Z'\"", 230)]
    [InlineData("\"0x8DB\"", 230)]
    public void An_ETag_comes_back_as_it_was_for_its_request_and_desk_only(string version, int longest)
    {
        var etags = new RequestETags(Key);
        var request = _numbers.New("7k2m9qxw", Noon);
        var etag = new RequestETag(
            new ETag(version), 7, RequestState.Accepted, true, new DateOnly(2026, 12, 1), 3, RandomSource.System.Bytes(20), "housing-rent-subsidy", 12,
            ETagCourse.Asked | ETagCourse.Urged, new DateOnly(2026, 12, 24), new ETagLine("李*", Noon, new DateOnly(2026, 11, 24), 3, true, new DateOnly(2026, 11, 25)));
        var text = etags.Write(request, "housing", etag);

        Assert.True(text.Length <= longest, $"{text.Length} characters");
        var back = etags.Read(request, "housing", text)!;
        Assert.Equal(etag with { Head = [] }, back with { Head = [] });
        Assert.Equal(etag.Head, back.Head);
        Assert.Null(etags.Read(request, "housing", etags.Write(request, "housing", etag with { Line = null }))!.Line);
        Assert.Null(etags.Read(request, "education", text));
        Assert.Null(etags.Read(_numbers.New("7k2m9qxx", Noon), "housing", text));
        for (var at = 0; at < text.Length; at++)
        {
            var changed = text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..];
            Assert.Null(etags.Read(request, "housing", changed));
        }
    }

    [Fact]
    public void An_ETag_from_before_it_had_the_day_of_receipt_is_read_without_its_line()
    {
        var etags = new RequestETags(Key);
        var request = _numbers.New("7k2m9qxw", Noon);
        var etag = new RequestETag(
            new ETag("W/\"datetime'2026-11-22T22%3A44%3A38.8845932Z'\""), 7, RequestState.Accepted, false, null, 3, RandomSource.System.Bytes(20), "settlement", 12,
            Line: new ETagLine("李*", Noon, new DateOnly(2026, 11, 24), 3, true));
        var bytes = Base64Url.DecodeFromChars(etags.Write(request, "housing", etag));
        // Of the line's bytes the last four are the day; the version (8) and the MAC (12) follow. Byte 10 has the flags.
        byte[] before = [.. bytes[..^24], .. bytes[^20..^12]];
        before[10] &= 0xEF;
        var mac = HMACSHA256.HashData(Key.Derive("request-ticket").AsSpan(), [.. before, .. Encoding.ASCII.GetBytes($"{request.Key}|housing")]);

        var back = etags.Read(request, "housing", Base64Url.EncodeToString([.. before, .. mac[..12]]))!;

        Assert.Equal(etag with { Head = [], Line = null }, back with { Head = [] });
    }

    private sealed class ScriptedRandom(params byte[] script) : RandomSource
    {
        private int _drawn;

        public override void Fill(Span<byte> bytes) => bytes.Fill(script[_drawn++]);
    }
}
