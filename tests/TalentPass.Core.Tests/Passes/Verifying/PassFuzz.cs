using System.Diagnostics;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Verifying;

namespace TalentPass.Core.Tests.Passes.Verifying;

/// <summary>
/// The result of a fuzz run: the number of inputs, how often each reason was given, the most bytes allocated for one input,
/// the inputs that were not refused, and the duration.
/// </summary>
internal sealed record FuzzReport(long Inputs, long[] Reasons, long MostAllocated, IReadOnlyList<string> Accepted, TimeSpan Elapsed)
{
    public static FuzzReport Sum(IReadOnlyList<FuzzReport> parts) => new(
        parts.Sum(part => part.Inputs),
        [.. Enumerable.Range(0, parts[0].Reasons.Length).Select(i => parts.Sum(part => part.Reasons[i]))],
        parts.Max(part => part.MostAllocated),
        [.. parts.SelectMany(part => part.Accepted)],
        parts.Max(part => part.Elapsed));
}

/// <summary>
/// Gives random and mutated codes to a verifier. The verifier must refuse every code, must not throw, and must not
/// allocate more than a few kB for one code. The same seed gives the same inputs.
/// </summary>
internal sealed class PassFuzz
{
    private static readonly byte[] _interesting = [0x00, 0x01, 0x18, 0x1A, 0x1B, 0x40, 0x58, 0x5B, 0x5F, 0x7F, 0x80, 0x84, 0x9B, 0x9F, 0xA0, 0xBF, 0xD2, 0xF6, 0xFF];

    private readonly PassCity _city;
    private readonly PassVerifier _verifier;
    private readonly byte[][] _codes;
    private readonly HashSet<string> _genuine;
    private readonly SeededRandom _random;
    private readonly char[] _text = new char[1024];
    private readonly byte[] _bytes = new byte[512];

    public PassFuzz(ulong seed)
    {
        _city = new PassCity(seed);
        _random = _city.Random;
        _verifier = new PassVerifier(_city.Trust, _city.Status, replay: null);
        string[] texts = [_city.Show(), _city.Show(), _city.Holder(), _city.Holder(), _city.Card(), _city.Card()];
        _codes = [.. texts.Select(PassCity.Bytes)];
        _genuine = [.. texts];
        foreach (var text in texts.Where(text => _verifier.Verify(text, PassCity.Now).Light == PassLight.Red))
        {
            throw new InvalidOperationException($"A genuine code is refused: {text}");
        }
    }

    public FuzzReport Run(long count)
    {
        var reasons = new long[Enum.GetValues<PassReason>().Length];
        var accepted = new List<string>();
        var most = 0L;
        var genuine = _genuine.GetAlternateLookup<ReadOnlySpan<char>>();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0L; i < count; i++)
        {
            var input = NextInput();
            if (genuine.Contains(input))
            {
                i--;
                continue;
            }

            var (verdict, allocated) = Measure(input);
            if (allocated > most)
            {
                // A new maximum is measured a second time, and the smaller value counts. The runtime sometimes refills its
                // pools, and these allocations do not belong to the verifier.
                most = Math.Max(most, Math.Min(allocated, Measure(input).Allocated));
            }

            reasons[(int)verdict.Reason]++;
            if (verdict.Light != PassLight.Red)
            {
                accepted.Add(new string(input));
            }
        }

        return new FuzzReport(count, reasons, most, accepted, Stopwatch.GetElapsedTime(started));
    }

    private (PassVerdict Verdict, long Allocated) Measure(ReadOnlySpan<char> input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var verdict = _verifier.Verify(input, PassCity.Now);
        return (verdict, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private ReadOnlySpan<char> NextInput() => _random.Next(10) switch
    {
        0 => RandomText(),
        1 => RandomBase45(),
        2 => RandomBytes(),
        3 => MutatedText(),
        _ => MutatedCode(),
    };

    private ReadOnlySpan<char> RandomText()
    {
        var length = _random.Next(600);
        for (var i = 0; i < length; i++)
        {
            _text[i] = (char)(_random.Next(4) == 0 ? _random.Next(0x10000) : _random.Next(0x80));
        }

        return _text.AsSpan(0, length);
    }

    private ReadOnlySpan<char> RandomBase45()
    {
        const string alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
        var length = PassText.Prefix.Length + _random.Next(397);
        PassText.Prefix.CopyTo(_text);
        for (var i = PassText.Prefix.Length; i < length; i++)
        {
            _text[i] = alphabet[_random.Next(alphabet.Length)];
        }

        return _text.AsSpan(0, length);
    }

    private ReadOnlySpan<char> RandomBytes()
    {
        var length = _random.Next(260);
        _random.Fill(_bytes.AsSpan(0, length));
        return Encode(length);
    }

    private ReadOnlySpan<char> MutatedText()
    {
        var code = _codes[_random.Next(_codes.Length)];
        var length = Encode(code).Length;
        for (var edits = 1 + _random.Next(3); edits > 0; edits--)
        {
            var at = _random.Next(length);
            switch (_random.Next(3))
            {
                case 0:
                    _text[at] = (char)_random.Next(_random.Next(2) == 0 ? 0x60 : 0x10000);
                    break;
                case 1 when length > 1:
                    _text.AsSpan(at + 1, length - at).CopyTo(_text.AsSpan(at));
                    length--;
                    break;
                default:
                    _text.AsSpan(at, length - at).CopyTo(_text.AsSpan(at + 1));
                    _text[at] = (char)(32 + _random.Next(59));
                    length++;
                    break;
            }
        }

        return _text.AsSpan(0, length);
    }

    private ReadOnlySpan<char> MutatedCode()
    {
        var code = _codes[_random.Next(_codes.Length)];
        var length = code.Length;
        code.CopyTo(_bytes, 0);
        for (var edits = 1 + _random.Next(3); edits > 0 && length > 0; edits--)
        {
            var at = _random.Next(length);
            switch (_random.Next(8))
            {
                case 0:
                    _bytes[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 1:
                    _bytes[at] = (byte)_random.Next(256);
                    break;
                case 2:
                    _bytes[at] = _interesting[_random.Next(_interesting.Length)];
                    break;
                case 3:
                    length = at;
                    break;
                case 4 when length < 250:
                    _bytes.AsSpan(at, length - at).CopyTo(_bytes.AsSpan(at + 1));
                    _bytes[at] = _interesting[_random.Next(_interesting.Length)];
                    length++;
                    break;
                case 5:
                    _bytes.AsSpan(at + 1, length - at).CopyTo(_bytes.AsSpan(at));
                    length--;
                    break;
                case 6:
                    // Copies the tail of another code, from the same position or from a random position.
                    var other = _codes[_random.Next(_codes.Length)];
                    var from = _random.Next(2) == 0 ? Math.Min(at, other.Length) : _random.Next(other.Length);
                    var taken = Math.Min(other.Length - from, 250 - at);
                    other.AsSpan(from, Math.Max(0, taken)).CopyTo(_bytes.AsSpan(at));
                    length = at + Math.Max(0, taken);
                    break;
                default:
                    // Writes a CBOR head of a random type that announces a value or a length of at least 2^63.
                    _bytes[at] = (byte)(_random.Next(8) << 5 | 27);
                    _bytes[at + 1] = 0x80;
                    break;
            }
        }

        return Encode(length);
    }

    private ReadOnlySpan<char> Encode(int length) => Encode(_bytes.AsSpan(0, length));

    private ReadOnlySpan<char> Encode(ReadOnlySpan<byte> code)
    {
        PassText.Prefix.CopyTo(_text);
        var length = PassText.Prefix.Length + Base45.Encode(code, _text.AsSpan(PassText.Prefix.Length));
        return _text.AsSpan(0, length);
    }
}
