using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using TalentPass.Core.Catalogue.Rules;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Catalogue.Versions;

/// <summary>Reads, checks and writes the catalogue as one JSON document.</summary>
public static class CatalogueDocument
{
    /// <summary>The code of the problem when a document is not JSON.</summary>
    public const string Malformed = "malformed";

    // The relaxed encoder leaves Chinese characters readable. It is safe here: no code puts this JSON into HTML unescaped.
    private static readonly CatalogueJson _json = new(new JsonSerializerOptions(CatalogueJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowDuplicateProperties = false,
        TypeInfoResolver = null,
    });

    /// <summary>Reads a document and checks it against all rules of the catalogue.</summary>
    /// <param name="utf8">The document, JSON in UTF-8.</param>
    /// <returns>The catalogue and no problems; or null and the problems.</returns>
    public static (ServiceCatalogue? Catalogue, IReadOnlyList<CatalogueProblem> Problems) Read(ReadOnlySpan<byte> utf8)
    {
        if (FindBadText(utf8) is { } bad)
        {
            return (null, [bad]);
        }

        try
        {
            var read = Parse(utf8);
            CatalogueProblem[] problems = [.. CatalogueRules.Check(read)];
            return problems.Length == 0 ? (read, problems) : (null, problems);
        }
        catch (JsonException exception)
        {
            return (null, [new CatalogueProblem(ToPointer(exception.Path), "unreadable", exception.Message)]);
        }
    }

    /// <summary>
    /// Reads a document without checking the rules. It passed the rules of its time when it was published, and rules that came
    /// later do not make it invalid.
    /// </summary>
    /// <exception cref="JsonException">The document is not a catalogue.</exception>
    internal static ServiceCatalogue Parse(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, _json.ServiceCatalogue) ?? throw new JsonException("The document is null.");

    /// <summary>Writes the canonical form: no white space, members in a fixed order, absent members left out.</summary>
    public static byte[] Write(ServiceCatalogue catalogue) =>
        JsonSerializer.SerializeToUtf8Bytes(catalogue, _json.ServiceCatalogue);

    /// <summary>Returns the SHA-256 of a canonical form as 52 base32 characters.</summary>
    public static string Hash(ReadOnlySpan<byte> canonical)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonical, hash);
        return Base32.Encode(hash);
    }

    // Refuses half a surrogate pair, which is not valid Unicode, and control characters, which people cannot read.
    private static CatalogueProblem? FindBadText(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
                    && reader.GetString()!.AsSpan().ContainsAnyInRange('\0', '\u001f'))
                {
                    return new CatalogueProblem("", ValidationCodes.InvalidText, $"A control character in the text at byte {reader.TokenStartIndex}.");
                }
            }

            return null;
        }
        catch (JsonException exception)
        {
            return new CatalogueProblem("", Malformed, exception.Message);
        }
        catch (InvalidOperationException)
        {
            return new CatalogueProblem("", ValidationCodes.InvalidText, $"No valid Unicode in the text at byte {reader.TokenStartIndex}.");
        }
    }

    /// <summary>Returns the JSON pointer for the path of a <see cref="JsonException"/>, e.g. <c>$.services[3].title</c>.</summary>
    private static string ToPointer(string? path) =>
        path is null or "$" ? "" : path[1..].Replace('.', '/').Replace('[', '/').Replace("]", "", StringComparison.Ordinal);
}
