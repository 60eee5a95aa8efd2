using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Scans;

/// <summary>
/// Where the rows of a scan stand. Told by what was sent alone, never by what it came to: a repeated call finds the row of
/// the first one whatever has become of the code, the pass or the keys since.
/// </summary>
/// <param name="Place">Beside the pass, among partner cities' passes, or in the log of codes that are nobody's.</param>
/// <param name="Origin">The pass a code of ours came from; null elsewhere.</param>
/// <param name="Call">The row of this call: of the account that scans, its nonce and the code. Begins with hex digits.</param>
/// <param name="Presentation">
/// The row that says the code is used up: S has one a code, H one a code and phone's time; null for a card, which may be
/// shown as often as its holder likes.
/// </param>
public sealed record ScanKeys(ScanSource Place, CodeOrigin? Origin, string Call, string? Presentation)
{
    private const int CallDigits = 16;

    /// <summary>The spot of a scan. No storage call.</summary>
    public static ScanKeys Of(Actor actor, ScanInput input, KeyView view)
    {
        // Two who happen to choose the same nonce are two: only one of them is first.
        var said = $"{actor.Account}\n{input.Nonce}\n{input.Code}";
        var call = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)).AsSpan(0, 16));
        Span<byte> code = stackalloc byte[PassText.MaxBytes];
        if (PassText.Read(input.Code, code, out var written) != PassReason.Accepted
            || PassTemplate.Read(code[..written], out var contents) != PassReason.Accepted)
        {
            return new ScanKeys(ScanSource.Unknown, null, call, null);
        }

        var (ours, own) = (contents.Kid.City == view.City.Code, $"{contents.Id}-x{call[..CallDigits]}");
        var presentation = contents.Profile switch
        {
            PassProfile.Show => contents.Id.ToString(),
            PassProfile.Holder => $"{contents.Id}-{contents.HolderTime}",
            _ => null,
        };
        return !ours ? new ScanKeys(ScanSource.Partner, null, own, presentation)
            : view.Cipher.TryDecrypt(contents.Id, out var origin) ? new ScanKeys(ScanSource.Own, origin, own, presentation)
            : new ScanKeys(ScanSource.Unknown, null, call, null);
    }
}
