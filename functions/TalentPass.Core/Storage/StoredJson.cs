using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace TalentPass.Core.Storage;

/// <summary>
/// The form of all JSON in storage: texts as they are. The encoders of .NET write many characters as <c>\uXXXX</c>, even the
/// relaxed one: a Chinese character outside the basic plane (𬭎) would take 12 bytes instead of 4. Older rows with such escapes
/// are read like any JSON. This JSON never becomes part of a page, so nothing needs these escapes.
/// </summary>
public static class StoredJson
{
    private static readonly JsonWriterOptions _plain = new() { Encoder = PlainTextEncoder.Instance };

    /// <summary>The same format with texts as they are, for a source-generated context.</summary>
    public static JsonSerializerOptions Of(JsonSerializerOptions format) =>
        new(format) { Encoder = PlainTextEncoder.Instance, TypeInfoResolver = null };

    /// <summary>Writes a value that a client sent: without white space, and with texts as they are.</summary>
    public static string Compact(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, _plain))
        {
            value.WriteTo(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // Escapes only what JSON requires: quotation marks, backslashes and control characters. Half a surrogate pair is no text; it
    // is reported here, so that the base class replaces it by U+FFFD.
    private sealed unsafe class PlainTextEncoder : JavaScriptEncoder
    {
        private static readonly char[] _required = [.. Enumerable.Range(0, ' ').Select(each => (char)each), '"', '\\'];
        private static readonly SearchValues<byte> _bytes = SearchValues.Create([.. _required.Select(each => (byte)each)]);
        private static readonly SearchValues<char> _characters =
            SearchValues.Create([.. _required, .. Enumerable.Range(0xD800, 0x800).Select(each => (char)each)]);

        public static PlainTextEncoder Instance { get; } = new();

        public override int MaxOutputCharactersPerInputCharacter => UnsafeRelaxedJsonEscaping.MaxOutputCharactersPerInputCharacter;

        public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\';

        public override int FindFirstCharacterToEncode(char* text, int textLength)
        {
            var all = new ReadOnlySpan<char>(text, textLength);
            for (var at = 0; all[at..].IndexOfAny(_characters) is >= 0 and var next;)
            {
                at += next;
                if (Rune.DecodeFromUtf16(all[at..], out var rune, out var length) != OperationStatus.Done || WillEncode(rune.Value))
                {
                    return at;
                }

                at += length;
            }

            return -1;
        }

        public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text) =>
            Utf8.IsValid(utf8Text) ? utf8Text.IndexOfAny(_bytes) : base.FindFirstCharacterToEncodeUtf8(utf8Text);

        public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
            WillEncode(unicodeScalar)
                ? UnsafeRelaxedJsonEscaping.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten)
                : new Rune(unicodeScalar).TryEncodeToUtf16(new Span<char>(buffer, bufferLength), out numberOfCharactersWritten);
    }
}
