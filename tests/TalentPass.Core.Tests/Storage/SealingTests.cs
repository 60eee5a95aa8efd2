using System.Security.Cryptography;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Tests.Storage;

public sealed class SealingTests : IDisposable
{
    private readonly FieldSealer _sealer = new(new MasterKey(new byte[32]), RandomSource.System);

    [Theory]
    [InlineData("")]
    [InlineData("李伟")]
    [InlineData("吴𬭎")]
    public void What_is_sealed_opens_at_its_place_only(string text)
    {
        var bytes = _sealer.Seal(text, "7k2m9qxw|0|name");
        Assert.Equal(text, _sealer.Open(bytes, "7k2m9qxw|0|name"));
        Assert.ThrowsAny<CryptographicException>(() => _sealer.Open(bytes, "7k2m9qxx|0|name"));
    }

    [Fact]
    public void The_same_text_never_looks_the_same_twice() =>
        Assert.NotEqual(_sealer.Seal("李伟", "p"), _sealer.Seal("李伟", "p"));

    [Fact]
    public void Any_flipped_bit_is_noticed()
    {
        var bytes = _sealer.Seal("13900000001", "p");
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var changed = (byte[])bytes.Clone();
            changed[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.ThrowsAny<CryptographicException>(() => _sealer.Open(changed, "p"));
        }
    }

    [Fact]
    public void Another_key_opens_nothing()
    {
        using var other = new FieldSealer(new MasterKey([.. Enumerable.Repeat((byte)1, 32)]), RandomSource.System);
        Assert.ThrowsAny<CryptographicException>(() => other.Open(_sealer.Seal("x", "p"), "p"));
    }

    [Fact]
    public async Task Many_threads_seal_and_open_at_once_each_its_own()
    {
        using var sealer = new FieldSealer(new MasterKey([.. Enumerable.Repeat((byte)2, 32)], new MasterKey(new byte[32])), RandomSource.System);
        using var begin = new Barrier(8);
        await Task.WhenAll(Enumerable.Range(0, begin.ParticipantCount).Select(thread => Task.Factory.StartNew(
            () =>
            {
                begin.SignalAndWait(TestContext.Current.CancellationToken);
                for (var turn = 0; turn < 2000; turn++)
                {
                    // Half of the values were sealed under the former key, and every tenth is opened at a wrong place.
                    var (text, place) = ($"{thread}-{turn}", $"place-{thread}-{turn}");
                    var bytes = (turn % 2 == 0 ? sealer : _sealer).Seal(text, place);
                    Assert.Equal(text, sealer.Open(bytes, place));
                    if (turn % 10 == 0)
                    {
                        Assert.ThrowsAny<CryptographicException>(() => sealer.Open(bytes, place + "x"));
                    }
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }

    [Fact]
    public void A_blind_index_meets_itself_and_nothing_else()
    {
        var index = new BlindIndex(new MasterKey(new byte[32]));
        Assert.Equal(index.Of("phone", "+8613900000001"), index.Of("phone", "+8613900000001"));
        Assert.NotEqual(index.Of("phone", "+8613900000001"), index.Of("document", "+8613900000001"));
        Assert.True(StorageKey.IsValid(index.Of("name", "李伟")));
    }

    [Fact]
    public void A_key_file_is_made_once_with_mode_600_and_refused_when_others_can_read_it()
    {
        var folder = Directory.CreateTempSubdirectory("talentpass-");
        var path = Path.Combine(folder.FullName, "keys", "master.key");
        var first = MasterKey.FromFile(path, RandomSource.System).Derive("test");
        Assert.Equal(first, MasterKey.FromFile(path, RandomSource.System).Derive("test"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
            Assert.Contains("chmod 600", Assert.Throws<InvalidOperationException>(() => MasterKey.FromFile(path, RandomSource.System)).Message, StringComparison.Ordinal);
        }

        folder.Delete(recursive: true);
    }

    public void Dispose() => _sealer.Dispose();
}
