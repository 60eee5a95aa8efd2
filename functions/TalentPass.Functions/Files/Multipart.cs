using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using TalentPass.Core.Files;

namespace TalentPass.Functions.Files;

/// <summary>Reads the one file of a <c>multipart/form-data</c> body (RFC 7578) without holding it in memory.</summary>
internal static class Multipart
{
    private const int MaxBoundary = 200;

    /// <summary>The one part with a file name; null when there is none.</summary>
    /// <exception cref="BadHttpRequestException">The body is not what its header says.</exception>
    public static async Task<IncomingFile?> FileAsync(HttpRequest http, CancellationToken cancel)
    {
        try
        {
            var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(http.ContentType).Boundary).Value;
            if (boundary is not { Length: > 0 and <= MaxBoundary })
            {
                throw new BadHttpRequestException("No boundary.");
            }

            var reader = new MultipartReader(boundary, http.Body);
            while (await reader.ReadNextSectionAsync(cancel) is { } section)
            {
                if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) && disposition.IsFileDisposition())
                {
                    var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
                    return new IncomingFile(HeaderUtilities.RemoveQuotes(name).Value, section.Body, HasAnotherAsync);
                }
            }

            return null;

            // Known only when the first has been read to its end.
            async Task<bool> HasAnotherAsync(CancellationToken stop)
            {
                while (await reader.ReadNextSectionAsync(stop) is { } section)
                {
                    if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) && disposition.IsFileDisposition())
                    {
                        return true;
                    }
                }

                return false;
            }
        }
        catch (Exception malformed) when (malformed is InvalidDataException or FormatException || malformed is IOException and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("Not multipart/form-data.", malformed);
        }
    }
}
