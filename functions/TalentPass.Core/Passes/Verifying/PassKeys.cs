using System.Runtime.CompilerServices;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Trust.City;

namespace TalentPass.Core.Passes.Verifying;

/// <summary>
/// Gives a <see cref="KeyView"/> what passes need from its keys. Each part is made once per view and lives as long as the view.
/// </summary>
public static class PassKeys
{
    private static readonly ConditionalWeakTable<KeyView, Made> _made = [];

    extension(KeyView view)
    {
        /// <summary>Makes code ids and decrypts them.</summary>
        public CodeCipher Cipher => Of(view).Cipher;

        /// <summary>
        /// Verifies codes. The caller must look up whether the pass is frozen and whether the code was used before.
        /// </summary>
        public PassVerifier Verifier => Of(view).Verifier;
    }

    private static Made Of(KeyView view) => _made.GetValue(
        view, each => new Made(new CodeCipher(each.CodeKeys), new PassVerifier(each.Trust, status: null, replay: null)));

    private sealed record Made(CodeCipher Cipher, PassVerifier Verifier);
}
