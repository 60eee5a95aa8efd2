using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Catalogue;

/// <summary>Something wrong with a catalogue.</summary>
/// <param name="Pointer">Where (RFC 6901); empty for the whole document.</param>
/// <param name="Code">A stable code, snake_case.</param>
/// <param name="Text">What, for the person who edits the catalogue.</param>
public sealed record CatalogueProblem(string Pointer, string Code, string Text);

/// <summary>Reads, checks and writes the catalogue as one JSON document.</summary>
public static class CatalogueDocument
{
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
        ServiceCatalogue? read;
        try
        {
            read = JsonSerializer.Deserialize(utf8, _json.ServiceCatalogue);
        }
        catch (JsonException exception)
        {
            return (null, [new CatalogueProblem(ToPointer(exception.Path), "unreadable", exception.Message)]);
        }

        if (read is null)
        {
            return (null, [new CatalogueProblem("", "unreadable", "The document is null.")]);
        }

        CatalogueProblem[] problems = [.. CatalogueRules.Check(read)];
        return problems.Length == 0 ? (read, problems) : (null, problems);
    }

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

    /// <summary>From the path of a <see cref="JsonException"/>, e.g. <c>$.services[3].title</c>.</summary>
    private static string ToPointer(string? path) =>
        path is null or "$" ? "" : path[1..].Replace('.', '/').Replace('[', '/').Replace("]", "", StringComparison.Ordinal);
}
