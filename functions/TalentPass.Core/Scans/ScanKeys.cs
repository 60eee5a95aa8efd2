using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Scans;

/// <summary>
/// The places of the rows of a scan. They follow from what was sent and never from the outcome. So a repeated call finds the row
/// of the first call, even when the code, the pass or the keys have changed since.
/// </summary>
/// <param name="Place">Beside the pass, among the scans of partners' codes, or in the log of unknown codes.</param>
/// <param name="Origin">The pass from which a code of ours comes; null for other codes.</param>
/// <param name="Call">The key of this call's row, made from account, nonce and code. It begins with hex digits.</param>
/// <param name="Presentation">
/// The key of the row that says the code is used up. S: one row per code. H: one row per code and time on the phone. Null for a
/// card, which may be shown many times.
/// </param>
public sealed record ScanKeys(ScanSource Place, CodeOrigin? Origin, string Call, string? Presentation)
{
    private const int CallDigits = 16;

    /// <summary>
    /// Finds the places for a look-up by document. The row is beside the pass, as that of a scan; the number of the document is not in
    /// its key.
    /// </summary>
    public static ScanKeys OfDocument(Actor actor, string nonce, PassRef pass)
    {
        var call = CallOf(actor, nonce, $"look-up {pass.TalentId}");
        return new ScanKeys(ScanSource.Own, new CodeOrigin(pass.TalentId, pass.Ordinal), $"{call}-d", null);
    }

    /// <summary>Finds the places for a scan. No storage call.</summary>
    public static ScanKeys Of(Actor actor, ScanInput input, KeyView view)
    {
        var call = CallOf(actor, input.Nonce, input.Code);
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

    // The account belongs to the key: two accounts that choose the same nonce make two scans, and only one is the first use.
    private static string CallOf(Actor actor, string nonce, string asked) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{actor.Account}\n{nonce}\n{asked}")).AsSpan(0, 16));
}
