using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using TalentPass.Core.Files;

namespace TalentPass.Functions.Files;

/// <summary>Reads the one file of a <c>multipart/form-data</c> body (RFC 7578) without holding it in memory.</summary>
internal static class Multipart
{
    private const int MaxBoundary = 200;

    /// <summary>Returns the first part with a file name; null when there is none.</summary>
    /// <exception cref="BadHttpRequestException">The body is not <c>multipart/form-data</c>, or its header names no
    /// boundary of at most 200 characters.</exception>
    public static async Task<IncomingFile?> FileAsync(HttpRequest http, CancellationToken cancel)
    {
        if (!MediaTypeHeaderValue.TryParse(http.ContentType, out var type)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= MaxBoundary } boundary)
        {
            throw new BadHttpRequestException("No boundary.");
        }

        // Whether a second file follows is known only after the first has been read to its end.
        var reader = new MultipartReader(boundary, http.Body);
        return await NextAsync(reader, cancel) is var (name, content)
            ? new IncomingFile(name, content, async stop => await NextAsync(reader, stop) is not null)
            : null;
    }

    private static async Task<(string? Name, Stream Content)?> NextAsync(MultipartReader reader, CancellationToken cancel)
    {
        try
        {
            while (await reader.ReadNextSectionAsync(cancel) is { } section)
            {
                if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) && disposition.IsFileDisposition())
                {
                    var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
                    return (HeaderUtilities.RemoveQuotes(name).Value, section.Body);
                }
            }

            return null;
        }
        catch (Exception malformed) when (malformed is InvalidDataException or FormatException || malformed is IOException and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("Not multipart/form-data.", malformed);
        }
    }
}
