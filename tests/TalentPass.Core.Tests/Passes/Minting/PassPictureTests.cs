using System.Buffers.Binary;
using System.Text;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Tests.Passes.Verifying;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Tests.Passes.Minting;

public sealed class PassPictureTests
{
    private readonly PassCity _city = new();

    [Theory]
    [InlineData(PassProfile.Show, 49)]
    [InlineData(PassProfile.Holder, 61)]
    [InlineData(PassProfile.Card, 57)]
    public void Each_profile_has_one_size_at_every_scale(PassProfile profile, int modules)
    {
        Assert.Equal(modules, PassPicture.Modules(profile));
        foreach (var scale in new[] { 1, 7, 20 })
        {
            var png = PassPicture.Png(Text(profile), profile, scale);
            Assert.Equal([0x89, .. "PNG"u8], png[..4]);
            var side = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16));
            Assert.Equal((modules + 8) * scale, side);
            Assert.Equal(side, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        }
    }

    [Fact]
    public void The_picture_is_in_alphanumeric_mode_or_it_would_not_fit()
    {
        // Lower-case letters need the byte mode of QR. In byte mode, a text of this length does not fit the fixed symbol size.
        Assert.ThrowsAny<Exception>(() => PassPicture.Png(_city.Show().ToLowerInvariant(), PassProfile.Show, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(21)]
    public void A_scale_outside_one_to_twenty_is_refused(int scale)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PassPicture.Png(_city.Show(), PassProfile.Show, scale));
    }

    [Fact]
    public void The_SVG_holds_no_text_and_runs_nothing()
    {
        var svg = PassPicture.Svg(_city.Show(), PassProfile.Show);
        Assert.StartsWith("<svg", svg, StringComparison.Ordinal);
        Assert.Contains("viewBox=\"0 0 57 57\"", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("TP1:", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("script", svg, StringComparison.OrdinalIgnoreCase);
        Assert.True(Encoding.UTF8.GetByteCount(svg) < 20_000);
    }

    private string Text(PassProfile profile) => profile switch
    {
        PassProfile.Show => _city.Show(),
        PassProfile.Holder => _city.Holder(),
        _ => _city.Card(),
    };
}
