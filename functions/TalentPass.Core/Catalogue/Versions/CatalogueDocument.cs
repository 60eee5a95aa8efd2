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
    /// <summary>The code of what is not JSON at all.</summary>
    public const string Malformed = "malformed";

    // Chinese stays readable; nothing of this is ever put into HTML unescaped.
    private static readonly CatalogueJson _json = new(new JsonSerializerOptions(CatalogueJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowDuplicateProperties = false,
        TypeInfoResolver = null,
    });

    /// <summary>Reads a document and holds it to every rule.</summary>
    /// <param name="utf8">The document.</param>
    /// <returns>The catalogue, or the problems that keep it from being one.</returns>
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

    /// <summary>Reads a document that passed every rule when it was published; later rules do not undo it.</summary>
    /// <exception cref="JsonException">It is not a catalogue.</exception>
    internal static ServiceCatalogue Parse(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, _json.ServiceCatalogue) ?? throw new JsonException("The document is null.");

    /// <summary>The canonical form: no white space, members in fixed order, absent members left out.</summary>
    public static byte[] Write(ServiceCatalogue catalogue) =>
        JsonSerializer.SerializeToUtf8Bytes(catalogue, _json.ServiceCatalogue);

    /// <summary>SHA-256 of a canonical form, 52 base32 characters.</summary>
    public static string Hash(ReadOnlySpan<byte> canonical)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonical, hash);
        return Base32.Encode(hash);
    }

    // Half a surrogate pair is no text at all, and control characters have no place in what people read.
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

    /// <summary>From the path of a <see cref="JsonException"/>, e.g. <c>$.services[3].title</c>.</summary>
    private static string ToPointer(string? path) =>
        path is null or "$" ? "" : path[1..].Replace('.', '/').Replace('[', '/').Replace("]", "", StringComparison.Ordinal);
}
