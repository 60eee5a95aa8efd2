using Microsoft.AspNetCore.Http;
using TalentPass.Core;
using TalentPass.Core.Files;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Files;

/// <summary>
/// Answers a download: opens only what the client asks for. HEAD, a version that the client has, and a part beyond the end open
/// nothing.
/// </summary>
internal static class Download
{
    /// <summary>Makes the answer; <c>not_found</c> when the content was deleted meanwhile.</summary>
    /// <param name="http">The request.</param>
    /// <param name="found">The file, or why there is none.</param>
    /// <param name="cancel">Stops the opening.</param>
    public static async Task<Outcome<FileAnswer>> AnswerAsync(HttpRequest http, Outcome<FileDownload> found, CancellationToken cancel)
    {
        if (found is not Outcome<FileDownload>.Done { Value: var file })
        {
            return ((Outcome<FileDownload>.Refused)found).Reason;
        }

        var range = ByteRange.Read(http, file.Sha256, file.Size);
        Stream? content = null;
        if (HttpMethods.IsGet(http.Method) && !range.IsBeyondEnd && !RequestHeaders.AlreadyHas(http, file.Sha256))
        {
            content = await file.OpenAsync(range.IsPart ? new FilePart(range.Offset, range.Length) : null, cancel);
            if (content is null)
            {
                return new Refusal(RefusalCodes.NotFound);
            }
        }

        return new Outcome<FileAnswer>.Done(new FileAnswer(default, file.ContentType)
        {
            FileName = file.Name,
            ETag = file.Sha256,
            Streamed = new StreamedContent(file.Size, range, content),
        });
    }
}
