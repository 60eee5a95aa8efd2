using System.Runtime.CompilerServices;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Trust.City;

namespace TalentPass.Core.Passes.Verifying;

/// <summary>What the keys of one moment do for passes. Each part is made once for a view and lives as long as it.</summary>
public static class PassKeys
{
    private static readonly ConditionalWeakTable<KeyView, Made> _made = [];

    extension(KeyView view)
    {
        /// <summary>Makes and opens code ids.</summary>
        public CodeCipher Cipher => Of(view).Cipher;

        /// <summary>Verifies codes. Whether a pass is frozen or a code was used is for the caller to look up.</summary>
        public PassVerifier Verifier => Of(view).Verifier;
    }

    private static Made Of(KeyView view) => _made.GetValue(
        view, each => new Made(new CodeCipher(each.CodeKeys), new PassVerifier(each.Trust, status: null, replay: null)));

    private sealed record Made(CodeCipher Cipher, PassVerifier Verifier);
}
