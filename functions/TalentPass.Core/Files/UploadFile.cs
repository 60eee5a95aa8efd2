using System.Text;
using TalentPass.Core.Scans;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Files;

/// <summary>The answer to an upload.</summary>
/// <param name="File">The id of the file, for <c>materials</c> of a request.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Sha256">The SHA-256 of its content, in hex.</param>
public sealed record FileView(string File, string Name, long Size, string Sha256);

/// <summary>A file that is being uploaded.</summary>
/// <param name="Name">The name that the sender gave; null when there is none.</param>
/// <param name="Content">Its content. It can be read only once.</param>
/// <param name="HasAnotherAsync">Whether the request has another file. To be called after the content was read.</param>
public sealed record IncomingFile(string? Name, Stream Content, Func<CancellationToken, Task<bool>> HasAnotherAsync);

/// <summary>Uploads a paper as a file (材料上传). The file is streamed to storage and never in memory as a whole.</summary>
public sealed class UploadFile(FileStore files, WhoFiles whoFiles, TimeProvider time)
{
    /// <summary>The largest file: 10 MiB, in bytes.</summary>
    public const int MaxBytes = 10 * MiB;

    private const int MiB = 1024 * 1024;
    private const string ScanAt = "/scanId";

    /// <summary>Stores a file for the caller, or for the talent whose pass the hall staff have just scanned.</summary>
    /// <param name="actor">The caller.</param>
    /// <param name="onBehalfOf">The talent for whom hall staff upload; null for the caller's own file.</param>
    /// <param name="incoming">The file; null when the request has none.</param>
    /// <param name="key">
    /// The client's idempotency key; null when it sent none. The fingerprint is the SHA-256 of the content, so it is known only
    /// after the upload.
    /// </param>
    /// <param name="cancel">Stops the upload.</param>
    /// <returns>
    /// The file; or a refusal: <c>not_recognised</c>, <c>validation_failed</c> (at <c>/file</c>: <c>required</c>,
    /// <c>unknown_file_type</c>, <c>too_many</c>; at <c>/scanId</c>), <c>body_too_large</c>, <c>malformed_request</c>,
    /// <c>too_many_files</c>, <c>idempotency_key_reused</c>.
    /// </returns>
    public async Task<Outcome<FileView>> RunAsync(Actor actor, OnBehalfOf? onBehalfOf, IncomingFile? incoming, string? key, CancellationToken cancel)
    {
        var found = await whoFiles.FindAsync(actor, onBehalfOf, [], cancel, at: ScanAt, scanAt: ScanAt);
        if (found is not Outcome<Filer>.Done { Value.Applicant.TalentId: var talentId })
        {
            return ((Outcome<Filer>.Refused)found).Reason;
        }

        if (incoming is null)
        {
            return Refusal.Invalid("/file", ValidationCodes.Required);
        }

        if (await files.CheckRoomAsync(talentId, key, time.GetUtcNow(), cancel) is { } full)
        {
            return full;
        }

        await using var content = new MeasuredStream(incoming.Content, MaxBytes);
        try
        {
            var head = await content.PeekAsync(FileType.MagicLength, cancel);
            if (FileType.Of(head.Span) is not { } type)
            {
                return head.IsEmpty
                    ? Refusal.Invalid("/file", ValidationCodes.Required) with { Detail = new Bilingual("文件是空的，请重新选择。", "The file is empty; choose another.") }
                    : Refusal.Invalid("/file", ValidationCodes.UnknownFileType) with { Detail = new Bilingual("只接收 pdf、jpg、png 文件。", "Only pdf, jpg and png files are taken.") };
            }

            return (await files.AddAsync(talentId, NameOf(incoming.Name, type), type, content, incoming.HasAnotherAsync, key, time.GetUtcNow(), cancel))
                .Map(file => new FileView(file.FileId, file.Name, file.Size, file.Sha256));
        }
        catch (TooLongException)
        {
            return new Refusal(RefusalCodes.BodyTooLarge, new Bilingual($"文件最大 {MaxBytes / MiB} MiB。", $"A file has at most {MaxBytes / MiB} MiB."));
        }
        catch (BrokenUploadException)
        {
            return new Refusal(RefusalCodes.MalformedRequest);
        }
    }

    // Cleans the name: removes the path and control and format characters, shortens it, and sets the extension of the real type.
    private static string NameOf(string? sent, FileType type)
    {
        // Browsers send these three characters of a name in this form (HTML, multipart/form-data encoding).
        var name = (sent ?? "").Replace("%22", "\"", StringComparison.Ordinal).Replace("%0D", "", StringComparison.Ordinal).Replace("%0A", "", StringComparison.Ordinal);
        var bare = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var stem = bare.LastIndexOf('.') is > 0 and var dot ? bare[..dot] : bare;
        while (stem.Length > type.Extension.Length && stem.EndsWith(type.Extension, StringComparison.OrdinalIgnoreCase))
        {
            stem = stem[..^type.Extension.Length];
        }

        var clean = string.Concat(stem.EnumerateRunes()
            .Where(each => !Rune.IsControl(each) && Rune.GetUnicodeCategory(each) != System.Globalization.UnicodeCategory.Format)
            .Take(TextLimits.FileName)).Trim();
        return (clean.Length == 0 ? "file" : clean) + type.Extension;
    }
}
