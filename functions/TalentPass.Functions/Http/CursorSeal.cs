using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using TalentPass.Core;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Http;

/// <summary>
/// Seals (encrypts) cursors, because a store's cursor names storage keys and clients must not read them. A cursor opens
/// only for the same caller at the same list.
/// </summary>
internal sealed class CursorSeal(FieldSealer sealer)
{
    private const int MaxLength = 1024;

    public string Seal(string cursor, Operation operation, Actor actor, HttpRequest http) =>
        Base64Url.EncodeToString(sealer.Seal(cursor, Place(operation, actor, http)));

    public Outcome<string?> Open(Operation operation, Actor actor, HttpRequest http)
    {
        var sent = http.Query["cursor"];
        if (sent.Count == 0)
        {
            return new Outcome<string?>.Done(null);
        }

        try
        {
            return sent is [{ Length: > 0 and <= MaxLength } text] && Base64Url.IsValid(text)
                ? new Outcome<string?>.Done(sealer.Open(Base64Url.DecodeFromChars(text), Place(operation, actor, http)))
                : QueryValues.InvalidParameter("cursor");
        }
        catch (CryptographicException)
        {
            return QueryValues.InvalidParameter("cursor");
        }
    }

    private static string Place(Operation operation, Actor actor, HttpRequest http) =>
        $"cursor|{operation.Name}|{actor.Account}|{http.Path.Value?.ToLowerInvariant()}";
}
