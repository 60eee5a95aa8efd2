using TalentPass.Core.Casework.Messages;

namespace TalentPass.Core.Tests.Casework.Messages;

public sealed class MessageCodecTests
{
    private static readonly RequestArrivedV1 Message = new(
        "7K2M-9QXW-3R4T-8NZA-5",
        "housing",
        "!o|0639309842788187217|7k2m9qxw3r4t8nza5|0001",
        new DeskEntryV1(1, "housing-rent-subsidy", "submitted", 3, "AQID", DateTimeOffset.UnixEpoch, new DateOnly(2026, 11, 22), new DateOnly(2026, 11, 27), null, false));

    /// <summary>
    /// A message as it is sent. Its bytes must not change: after an update, the queue may still hold messages of the previous
    /// version.
    /// </summary>
    private const string Wire =
        """{"name":"request-arrived","version":1,"data":{"number":"7K2M-9QXW-3R4T-8NZA-5","department":"housing","outbox":"!o|0639309842788187217|7k2m9qxw3r4t8nza5|0001","entry":{"seq":1,"service":"housing-rent-subsidy","state":"submitted","tier":3,"applicant":"AQID","submittedAt":"1970-01-01T00:00:00+00:00","start":"2026-11-22","due":"2026-11-27","claimedBy":null,"urged":false}}}""";

    [Fact]
    public void A_message_is_written_as_published() => Assert.Equal(Wire, MessageCodec.Write(Message).Replace("\\u002B", "+", StringComparison.Ordinal));

    [Fact]
    public void A_published_message_is_read() => Assert.Equal(Message, Assert.IsType<MessageRead.Arrived>(MessageCodec.Read(Wire)).Message);

    [Fact]
    public void The_day_of_receipt_came_later()
    {
        var received = Message with { Entry = Message.Entry with { Received = new DateOnly(2026, 11, 22) } };
        var wire = Wire.Replace("\"urged\":false", "\"urged\":false,\"received\":\"2026-11-22\"", StringComparison.Ordinal);
        Assert.Equal(wire, MessageCodec.Write(received).Replace("\\u002B", "+", StringComparison.Ordinal));
        Assert.Equal(received, Assert.IsType<MessageRead.Arrived>(MessageCodec.Read(wire)).Message);
    }

    [Fact]
    public void A_field_added_later_does_no_harm() =>
        Assert.IsType<MessageRead.Arrived>(MessageCodec.Read(Wire.Replace("\"urged\":false", "\"urged\":false,\"later\":1", StringComparison.Ordinal)));

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[\"whatever a newer app writes\"]")]
    public void A_later_version_of_a_known_message_is_told_from_what_nobody_can_read(string data) =>
        Assert.Equal(
            new MessageRead.OfLaterVersion(2), MessageCodec.Read($"{{\"name\":\"request-arrived\",\"version\":2,\"data\":{data}}}"));

    [Theory]
    [InlineData("", "not_json")]
    [InlineData("{", "not_json")]
    [InlineData("null", "not_json")]
    [InlineData("{\"name\":\"request-arrived\"}", "not_json")]
    [InlineData("{\"name\":\"nobody-knows\",\"version\":1,\"data\":{}}", "unknown_message")]
    [InlineData("{\"name\":\"request-arrived\",\"version\":0,\"data\":{}}", "unknown_version")]
    [InlineData("{\"name\":\"nobody-knows\",\"version\":2,\"data\":{}}", "unknown_message")]
    [InlineData("{\"name\":\"request-arrived\",\"version\":1,\"data\":{}}", "bad_schema")]
    [InlineData("{\"name\":\"request-arrived\",\"version\":1,\"data\":null}", "bad_schema")]
    public void What_cannot_be_read_says_why(string text, string reason) =>
        Assert.Equal(reason, Assert.IsType<MessageRead.Unreadable>(MessageCodec.Read(text)).Reason);
}
