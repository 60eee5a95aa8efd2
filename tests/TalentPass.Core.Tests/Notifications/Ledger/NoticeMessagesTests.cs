using TalentPass.Core.Notifications.Ledger;

namespace TalentPass.Core.Tests.Notifications.Ledger;

public sealed class NoticeMessagesTests
{
    private const string Wire = """{"name":"notice-added","version":1,"data":{"talentId":"7k2m9qxw","notice":"n-1","outbox":"!n|1|7k2m9qxw|n-1"}}""";
    private static readonly NoticeAddedV1 _message = new("7k2m9qxw", "n-1", "!n|1|7k2m9qxw|n-1");

    /// <summary>After an update, the queue may still hold messages of the version before.</summary>
    [Fact]
    public void A_message_is_written_and_read_as_published()
    {
        Assert.Equal(Wire, NoticeMessages.Write(_message));
        Assert.Equal((_message, false), (NoticeMessages.Read(Wire, out var isLater), isLater));
    }

    [Fact]
    public void A_field_added_later_does_no_harm() =>
        Assert.Equal(_message, NoticeMessages.Read(Wire.Replace("\"notice\"", "\"later\":1,\"notice\"", StringComparison.Ordinal), out _));

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    public void A_later_version_is_told_from_what_nobody_can_read(string data) =>
        Assert.Equal((null, true), (NoticeMessages.Read($"{{\"name\":\"notice-added\",\"version\":2,\"data\":{data}}}", out var isLater), isLater));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"name\":\"notice-added\"}")]
    [InlineData("{\"name\":\"notice-added\",\"version\":1}")]
    [InlineData("{\"name\":\"notice-added\",\"version\":1,\"data\":null}")]
    [InlineData("{\"name\":\"notice-added\",\"version\":1,\"data\":{}}")]
    [InlineData("{\"name\":\"notice-added\",\"version\":1,\"data\":{\"talentId\":\"7k2m9qxw\",\"notice\":null,\"outbox\":\"o\"}}")]
    [InlineData("{\"name\":\"notice-added\",\"version\":0,\"data\":{\"talentId\":\"t\",\"notice\":\"n\",\"outbox\":\"o\"}}")]
    [InlineData("{\"name\":\"nobody-knows\",\"version\":2,\"data\":{}}")]
    public void What_cannot_be_read_is_nothing(string text) =>
        Assert.Equal((null, false), (NoticeMessages.Read(text, out var isLater), isLater));
}
