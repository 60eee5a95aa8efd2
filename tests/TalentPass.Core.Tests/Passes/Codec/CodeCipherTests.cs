using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;

namespace TalentPass.Core.Tests.Passes.Codec;

public sealed class CodeCipherTests
{
    private readonly SeededRandom _random = new(7);

    [Theory]
    [InlineData("00000000", 0)]
    [InlineData("7k2m9qxw", 1)]
    [InlineData("zzzzzzzz", 65535)]
    public void The_server_gets_the_pass_back(string talentId, ushort ordinal)
    {
        using var cipher = new CodeCipher([_random.Bytes(CodeCipher.KeySize)]);
        var origin = new CodeOrigin(talentId, ordinal);
        Assert.True(cipher.TryDecrypt(cipher.Encrypt(origin, _random), out var found));
        Assert.Equal(origin, found);
    }

    [Fact]
    public void After_a_rotation_codes_of_the_previous_key_still_open_and_new_ones_use_the_new_key()
    {
        var (older, newer) = (_random.Bytes(CodeCipher.KeySize), _random.Bytes(CodeCipher.KeySize));
        using var before = new CodeCipher([older]);
        using var after = new CodeCipher([newer, older]);
        using var onlyNew = new CodeCipher([newer]);
        var origin = new CodeOrigin("7k2m9qxw", 2);
        Assert.True(after.TryDecrypt(before.Encrypt(origin, _random), out var found));
        Assert.Equal(origin, found);
        Assert.True(onlyNew.TryDecrypt(after.Encrypt(origin, _random), out _));
    }

    [Fact]
    public void A_wrong_key_is_noticed()
    {
        using var ours = new CodeCipher([_random.Bytes(CodeCipher.KeySize)]);
        using var theirs = new CodeCipher([_random.Bytes(CodeCipher.KeySize)]);
        var origin = new CodeOrigin("7k2m9qxw", 1);
        for (var i = 0; i < 20_000; i++)
        {
            Assert.False(theirs.TryDecrypt(ours.Encrypt(origin, _random), out _));
        }
    }

    [Fact]
    public void Any_flipped_bit_is_noticed()
    {
        using var cipher = new CodeCipher([_random.Bytes(CodeCipher.KeySize)]);
        var id = cipher.Encrypt(new CodeOrigin("7k2m9qxw", 1), _random);
        for (var bit = 0; bit < 128; bit++)
        {
            Assert.False(cipher.TryDecrypt(new CodeId(id.Value ^ UInt128.One << bit), out _));
        }
    }

    [Fact]
    public void Many_threads_may_share_it()
    {
        using var cipher = new CodeCipher([_random.Bytes(CodeCipher.KeySize), _random.Bytes(CodeCipher.KeySize)]);
        var wrong = 0;
        Parallel.For(0, 50_000, i =>
        {
            var origin = new CodeOrigin("7k2m9qxw", (ushort)i);
            if (!cipher.TryDecrypt(cipher.Encrypt(origin, RandomSource.System), out var found) || found != origin)
            {
                Interlocked.Increment(ref wrong);
            }
        });
        Assert.Equal(0, wrong);
    }
}
