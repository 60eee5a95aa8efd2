using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Tests.Requests.Record;

/// <summary>A step is stored with its text as it is. Its hash is that of the form with escapes, in which older steps were stored.</summary>
public sealed class TimelineEventTests
{
    private const string Escaped =
        """{"seq":2,"at":"2026-03-02T09:00:00+08:00","action":"note","actor":"desk-1","role":"Desk","department":"housing","state":"submitted","note":"\u674E\u003C\uD872\uDF4E"}""";

    private static readonly TimelineEvent _note = new(
        2, new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)), "note", "desk-1", "Desk", "housing", "submitted", "李<𬭎");

    [Fact]
    public void A_step_is_stored_as_it_is_written() =>
        Assert.Equal(Escaped.Replace("\\u674E\\u003C\\uD872\\uDF4E", "李<𬭎", StringComparison.Ordinal), Encoding.UTF8.GetString(_note.Serialize()));

    [Fact]
    public void A_step_is_read_in_both_forms()
    {
        Assert.Equal(_note, TimelineEvent.Deserialize(_note.Serialize()));
        Assert.Equal(_note, TimelineEvent.Deserialize(Encoding.ASCII.GetBytes(Escaped)));
    }

    [Fact]
    public void The_hash_of_a_step_is_the_same_for_ever()
    {
        byte[] before = [.. Enumerable.Range(1, TimelineEvent.HashLength).Select(each => (byte)each)];
        Assert.Equal(SHA256.HashData([.. before, .. Encoding.ASCII.GetBytes(Escaped)])[..TimelineEvent.HashLength], _note.Chain(before));
    }
}
