using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;

namespace TalentPass.Core.Storage;

/// <summary>
/// Writes a row as one sequence of bytes, so that two different rows never give the same bytes. Each part has its length in front;
/// each value has its type. Storage returns every type as it was written, so the bytes before and after are equal. An empty binary
/// value counts as missing.
/// </summary>
internal static class RowText
{
    private const int Usual = 4096;

    // Rows are sealed and checked many times a second, so each thread writes them into the same memory.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _text;

    /// <summary>Computes the MAC of a row.</summary>
    public static void Mac(byte[] key, RowShape shape, TableEntity row, Span<byte> mac)
    {
        var text = _text ??= new(Usual);
        text.ResetWrittenCount();
        Write(text, 'k', shape.Name);
        Write(text, 'p', row.PartitionKey);
        Write(text, 'r', row.RowKey);
        foreach (var name in shape.Properties)
        {
            Write(text, 'n', name);
            Write(text, row.TryGetValue(name, out var value) ? value : null);
        }

        HMACSHA256.HashData(key, text.WrittenSpan, mac);
    }

    /// <summary>A binary value in the form in which the SDK returns it, or null for another value.</summary>
    public static byte[]? Bytes(object? value) => value switch
    {
        byte[] bytes => bytes,
        BinaryData data => data.ToArray(),
        _ => null,
    };

    private static void Write(ArrayBufferWriter<byte> text, object? value)
    {
        switch (value)
        {
            case null: Head(text, '-', 0); break;
            case string words: Write(text, 's', words); break;
            case bool flag: Number(text, 'b', flag ? 1 : 0); break;
            case int number: Number(text, 'i', number); break;
            case long number: Number(text, 'l', number); break;
            case double number: Number(text, 'd', BitConverter.DoubleToInt64Bits(number)); break;
            case DateTimeOffset at: Number(text, 't', at.UtcTicks); break;
            default:
                var bytes = Bytes(value) ?? throw new InvalidOperationException($"A row with {value.GetType().Name} cannot be sealed.");
                Head(text, bytes.Length == 0 ? '-' : 'y', bytes.Length);
                text.Write(bytes);
                break;
        }
    }

    private static void Write(ArrayBufferWriter<byte> text, char type, string words)
    {
        Head(text, type, Encoding.UTF8.GetByteCount(words));
        Encoding.UTF8.GetBytes(words, text);
    }

    private static void Number(ArrayBufferWriter<byte> text, char type, long number)
    {
        Head(text, type, sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(text.GetSpan(sizeof(long)), number);
        text.Advance(sizeof(long));
    }

    private static void Head(ArrayBufferWriter<byte> text, char type, int length)
    {
        var head = text.GetSpan(1 + sizeof(int));
        head[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(head[1..], length);
        text.Advance(1 + sizeof(int));
    }
}
