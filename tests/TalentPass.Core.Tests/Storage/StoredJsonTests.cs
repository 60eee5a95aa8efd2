using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using FsCheck.Fluent;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Tests.Storage;

/// <summary>JSON in storage holds every text as it is and escapes only what JSON requires.</summary>
public sealed partial class StoredJsonTests
{
    private static readonly NoteJson _stored = new(StoredJson.Of(NoteJson.Default.Options));

    [Theory]
    [InlineData("李伟")]
    [InlineData("𬭎😀")]
    [InlineData("<>&'+`")]
    [InlineData("\u00A0\u2028\u3000\u200B\uFEFF\uE000\u0378\u007F")]
    public void A_text_takes_its_own_bytes(string text) => Assert.Equal($$"""{"text":"{{text}}"}""", Write(text));

    [Theory]
    [InlineData("\"\\", """\"\\""")]
    [InlineData("\n\r\t", """\n\r\t""")]
    [InlineData("\0\u001F", """\u0000\u001F""")]
    [InlineData("𬭎\"𬭎\\", """𬭎\"𬭎\\""")]
    public void What_JSON_requires_is_escaped(string text, string escaped) => Assert.Equal($$"""{"text":"{{escaped}}"}""", Write(text));

    [Theory]
    [InlineData("a\uD872")]
    [InlineData("\uDF4Ea")]
    [InlineData("𬭎\uD872\uD872𬭎")]
    public void Half_a_pair_is_replaced_and_breaks_nothing(string text) =>
        Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), Read(Write(text)));

    [Fact]
    public void Any_text_comes_back() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        text is null || Read(Write(text)) == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))).MustHold();

    [Fact]
    public void What_was_stored_with_escapes_is_read()
    {
        var old = JsonSerializer.Serialize(new Note("李伟𬭎<"), NoteJson.Default.Note);
        Assert.Equal("""{"text":"\u674E\u4F1F\uD872\uDF4E\u003C"}""", old);
        Assert.Equal("李伟𬭎<", Read(old));
    }

    [Fact]
    public void A_value_that_was_sent_loses_white_space_and_escapes_only()
    {
        const string sent = """ { "a" : "\u674e\uD872\uDF4E\u003c\"" , "b": [ 1.50, -0, 1e3, true, null ] } """;
        Assert.Equal("""{"a":"李𬭎<\"","b":[1.50,-0,1e3,true,null]}""", StoredJson.Compact(JsonElement.Parse(sent)));
    }

    private static string Write(string text) => Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(new Note(text), _stored.Note));

    private static string Read(string json) => JsonSerializer.Deserialize(json, _stored.Note)!.Text;

    internal sealed record Note(string Text);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Note))]
    internal sealed partial class NoteJson : JsonSerializerContext;
}
