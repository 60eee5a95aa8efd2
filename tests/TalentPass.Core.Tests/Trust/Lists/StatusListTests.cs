using System.Buffers.Text;
using TalentPass.Core.Tests.Passes.Verifying;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Core.Tests.Trust.Lists;

public sealed class StatusListTests
{
    private readonly PassCity _city = new();

    [Fact]
    public void Both_lists_of_the_draft_read_entry_by_entry()
    {
        var lists = VectorFile.Read("status-lists.json").GetProperty("lists").EnumerateArray().ToArray();
        Assert.Equal(2, lists.Length);
        foreach (var vector in lists)
        {
            var list = StatusList.Inflate(vector.GetProperty("bits").GetInt32(), Base64Url.DecodeFromChars(vector.Text("lst")))!;
            Assert.Equal(1 << 20, list.Count);
            var nonZero = vector.GetProperty("nonZero");
            Assert.Equal(11, nonZero.EnumerateObject().Count());
            for (var i = 0; i < list.Count; i++)
            {
                var expected = nonZero.TryGetProperty($"{i}", out var value) ? value.GetInt32() : 0;
                if (list.Raw(i) != expected)
                {
                    Assert.Fail($"{list.Bits} bits, entry {i}: {list.Raw(i)} instead of {expected}");
                }
            }

            Assert.Null(list.Raw(list.Count));
            Assert.Null(list.Raw(-1));
        }
    }

    [Fact]
    public void A_list_built_from_the_drafts_entries_reads_the_same()
    {
        var vector = VectorFile.Read("status-lists.json").GetProperty("lists")[1];
        var list = StatusList.Create(bits: 2, count: 1 << 20);
        foreach (var entry in vector.GetProperty("nonZero").EnumerateObject())
        {
            list.Set(int.Parse(entry.Name, System.Globalization.CultureInfo.InvariantCulture), (StatusValue)entry.Value.GetInt32());
        }

        var drafts = StatusList.Inflate(2, Base64Url.DecodeFromChars(vector.Text("lst")))!;
        var ours = StatusList.Inflate(2, list.Deflate())!;
        for (var i = 0; i < ours.Count; i++)
        {
            if (ours.Raw(i) != drafts.Raw(i))
            {
                Assert.Fail($"entry {i}");
            }
        }
    }

    [Fact]
    public void The_token_of_the_draft_reads_and_its_payload_is_what_we_would_write()
    {
        var vector = VectorFile.Read("status-lists.json").GetProperty("token");
        var bytes = vector.Hex("message");
        var token = StatusListToken.Read(bytes, out var kid)!;
        Assert.Equal("12"u8.ToArray(), kid);
        Assert.Equal(vector.Text("subject"), token.Subject);
        Assert.Equal(vector.GetProperty("issuedAt").GetInt64(), token.IssuedAt.ToUnixTimeSeconds());
        Assert.Equal(vector.GetProperty("expiresAt").GetInt64(), token.ExpiresAt.ToUnixTimeSeconds());
        Assert.Equal(vector.GetProperty("timeToLive").GetInt32(), (int)token.TimeToLive.TotalSeconds);
        var statuses = vector.GetProperty("statuses").EnumerateArray().Select(status => status.GetInt32()).ToArray();
        Assert.Equal(statuses, Enumerable.Range(0, token.List.Count).Select(i => token.List.Raw(i)!.Value));

        var payload = token.Encode(Convert.FromHexString("78dadbb918000217015d"));
        Assert.True(bytes.AsSpan().IndexOf(payload) > 0);
    }

    [Theory]
    [MemberData(nameof(OtherForms))]
    public void A_partners_list_may_say_it_in_another_order_and_leave_out_what_the_draft_leaves_open(string form, string? problem)
    {
        Assert.Equal(problem, _city.Status.Accept(PassCity.Ningbo, 3, StatusListForms.Sign(form, _city.Issuing), PassCity.Now));
        if (problem is null)
        {
            var (index, now) = (3 * StatusList.Capacity + 9, PassCity.Now);
            Assert.Equal(StatusAnswer.Suspended, _city.Status.Look(PassCity.Ningbo, (uint)index, now));
            Assert.Equal(StatusAnswer.Valid, _city.Status.Look(PassCity.Ningbo, (uint)index + 1, now.AddHours(23)));
            Assert.Equal(StatusAnswer.Unknown, _city.Status.Look(PassCity.Ningbo, (uint)index, now.AddHours(25)));
        }
    }

    public static TheoryData<string, string?> OtherForms => [.. StatusListForms.All.Select(form => (form.Name, form.Problem))];

    [Fact]
    public void A_million_passes_with_one_in_a_hundred_revoked_stay_near_the_expected_size()
    {
        var random = new SeededRandom(3);
        var list = StatusList.Create();
        for (var i = 0; i < StatusList.Capacity / 100; i++)
        {
            list.Set(random.Next(StatusList.Capacity), StatusValue.Invalid);
        }

        // One list has 131,072 indexes. Eight lists together have about a million.
        Assert.InRange(list.Deflate().Length * 8, 10_000, 40_000);
    }

    [Fact]
    public void A_stream_that_grows_beyond_the_limit_is_refused()
    {
        using var bomb = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(bomb, System.IO.Compression.CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(new byte[50_000_000]);
        }

        Assert.Null(StatusList.Inflate(2, bomb.ToArray()));
        Assert.Null(StatusList.Inflate(1, StatusList.Load(1, new byte[StatusList.MaxInflatedBytes + 1]).Deflate()));
        Assert.Equal(8 * StatusList.MaxInflatedBytes, StatusList.Inflate(1, StatusList.Load(1, new byte[StatusList.MaxInflatedBytes]).Deflate())!.Count);
        Assert.Null(StatusList.Inflate(2, [0x78, 0xDA, 0x00]));
        Assert.Null(StatusList.Inflate(2, "no zlib"u8));
        Assert.Null(StatusList.Inflate(4, StatusList.Create().Deflate()));
        Assert.Null(StatusList.Inflate(2, []));
    }

    [Theory]
    [InlineData(3, 8)]
    [InlineData(0, 8)]
    [InlineData(1, 0)]
    [InlineData(1, -8)]
    [InlineData(1, 7)]
    [InlineData(1, 8 * StatusList.MaxInflatedBytes + 8)]
    [InlineData(2, 4 * StatusList.MaxInflatedBytes + 8)]
    public void A_list_that_could_not_be_written_is_a_fault(int bits, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StatusList.Create(bits, count));

    [Fact]
    public void The_largest_list_and_the_smallest_are_made()
    {
        Assert.Equal(4 * StatusList.MaxInflatedBytes, StatusList.Create(2, 4 * StatusList.MaxInflatedBytes).Count);
        Assert.Equal(8, StatusList.Create(1, 8).Count);
    }

    [Fact]
    public void An_entry_is_set_beside_ones_that_are_set()
    {
        var list = StatusList.Create(2, 8);
        for (var index = 7; index >= 0; index--)
        {
            list.Set(index, (StatusValue)(index % 3));
        }

        Assert.Equal([0, 1, 2, 0, 1, 2, 0, 1], Enumerable.Range(0, 8).Select(index => list.Raw(index)!.Value));
        list.Set(5, StatusValue.Valid);
        Assert.Equal([0, 1, 2, 0, 1, 0, 0, 1], Enumerable.Range(0, 8).Select(index => list.Raw(index)!.Value));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.Set(8, StatusValue.Valid));
        Assert.Throws<ArgumentOutOfRangeException>(() => StatusList.Create(1, 8).Set(0, StatusValue.Suspended));
    }

    [Fact]
    public void A_token_names_its_key_where_it_names_one_of_ours()
    {
        Assert.Equal(PassCity.IssuingKid, StatusListToken.KidOf(_city.StatusToken));
        Assert.Null(StatusListToken.KidOf("junk"u8));
        Assert.Null(StatusListToken.KidOf(Forgery.Signed(_city.Issuing, [0xA2, 0x01, 0x26, 0x04, 0x42, 0x31, 0x32], [1])));
        Assert.Null(StatusListToken.KidOf(Forgery.Signed(_city.Issuing, [0xA1, 0x01, 0x26], [1])));
    }

    [Theory]
    [InlineData(30, 3600, null)]
    [InlineData(31, 3600, "scope")]
    [InlineData(-60, 0, null)]
    [InlineData(-60, -1, "scope")]
    public void A_list_is_taken_while_its_key_counts(int notBefore, int notAfter, string? problem)
    {
        var now = PassCity.Now;
        _city.Publish([_city.Issuing.Publish(now.AddSeconds(notBefore), now.AddSeconds(notAfter), KeyUses.Status)], sequence: 2);
        Assert.Equal(problem, _city.Status.Accept(PassCity.Ningbo, 0, _city.StatusToken, now));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(131071)]
    public void Setting_an_entry_leaves_its_neighbours(int index)
    {
        var list = StatusList.Create();
        list.Set(index, StatusValue.Suspended);
        for (var i = Math.Max(0, index - 5); i <= Math.Min(list.Count - 1, index + 5); i++)
        {
            Assert.Equal(i == index ? 2 : 0, list.Raw(i));
        }

        list.Set(index, StatusValue.Invalid);
        Assert.Equal(1, list.Raw(index));
        list.Set(index, StatusValue.Valid);
        Assert.Equal(0, list.Raw(index));
    }

    [Fact]
    public void The_book_takes_only_what_the_trust_list_vouches_for()
    {
        var now = PassCity.Now;
        byte[] Sign(SigningKey key, string subject = "https://ningbo.example/status/3", DateTimeOffset? at = null)
        {
            var issued = at ?? now;
            return new StatusListToken(subject, issued, issued.AddHours(24), TimeSpan.FromMinutes(15), _city.Statuses).Sign(key);
        }

        Assert.Equal("template", _city.Status.Accept(PassCity.Ningbo, 3, "junk"u8, now));
        using var stranger = SigningKey.Create(new Kid(PassCity.Ningbo, 0x77));
        Assert.Equal("unknown_kid", _city.Status.Accept(PassCity.Ningbo, 3, Sign(stranger), now));
        Assert.Equal("scope", _city.Status.Accept(PassCity.Ningbo, 3, Sign(_city.Minting), now));
        Assert.Equal("scope", _city.Status.Accept(PassCity.Zhoushan, 3, Sign(_city.Issuing), now));
        using var impostor = SigningKey.Create(PassCity.IssuingKid);
        Assert.Equal("signature", _city.Status.Accept(PassCity.Ningbo, 3, Sign(impostor), now));
        Assert.Equal("subject", _city.Status.Accept(PassCity.Ningbo, 4, Sign(_city.Issuing), now));
        Assert.Equal("expired", _city.Status.Accept(PassCity.Ningbo, 3, Sign(_city.Issuing, at: now.AddHours(-25)), now));
        Assert.Equal(StatusAnswer.Unknown, _city.Status.Look(PassCity.Ningbo, 3 * StatusList.Capacity, now));

        Assert.Null(_city.Status.Accept(PassCity.Ningbo, 3, Sign(_city.Issuing), now));
        Assert.Equal("older", _city.Status.Accept(PassCity.Ningbo, 3, Sign(_city.Issuing, at: now.AddMinutes(-1)), now));
        Assert.Equal(StatusAnswer.Valid, _city.Status.Look(PassCity.Ningbo, 3 * StatusList.Capacity, now));
    }

    [Fact]
    public void A_value_of_a_later_version_counts_as_invalid()
    {
        var now = PassCity.Now;
        _city.Statuses.Set(9, (StatusValue)3);
        _city.PublishStatuses(now.AddSeconds(1));
        Assert.Equal(StatusAnswer.Invalid, _city.Status.Look(PassCity.Ningbo, 9, now.AddSeconds(1)));
    }
}
