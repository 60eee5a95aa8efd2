using System.Text;
using TalentPass.Core.Scans;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Files;

/// <summary>A file as its uploader sees it.</summary>
/// <param name="File">Its id, for <c>materials</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Of its content, in hex.</param>
public sealed record FileView(string File, string Name, long Size, string Sha256);

/// <summary>A file as it comes in.</summary>
/// <param name="Name">What its sender calls it.</param>
/// <param name="Content">Its content, read once.</param>
/// <param name="HasAnotherAsync">Whether another file follows; asked once the content has been read.</param>
public sealed record IncomingFile(string? Name, Stream Content, Func<CancellationToken, Task<bool>> HasAnotherAsync);

/// <summary>Takes a paper in as a file (材料上传). Streamed: at no time is it in memory as a whole.</summary>
public sealed class UploadFile(FileStore files, WhoFiles whoFiles, TimeProvider time)
{
    /// <summary>The most bytes of a file: 10 MiB.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    private const string ScanAt = "/scanId";

    /// <summary>Stores the file, the caller's own or that of the talent hall staff have just scanned.</summary>
    /// <param name="actor">Who hands it in.</param>
    /// <param name="onBehalfOf">For whom hall staff do.</param>
    /// <param name="incoming">The file; null when none came.</param>
    /// <param name="key">The client's idempotency key, if it sent one. The content is the fingerprint, so it is known only at the end.</param>
    /// <param name="cancel">Stops the upload.</param>
    /// <returns>
    /// It; <c>not_recognised</c>, <c>validation_failed</c> (<c>/file</c>: <c>required</c>, <c>unknown_file_type</c>, <c>too_many</c>; <c>/scanId</c>),
    /// <c>body_too_large</c>, <c>malformed_request</c>, <c>idempotency_key_reused</c>.
    /// </returns>
    public async Task<Outcome<FileView>> RunAsync(Actor actor, OnBehalfOf? onBehalfOf, IncomingFile? incoming, string? key, CancellationToken cancel)
    {
        var found = await whoFiles.FindAsync(actor, onBehalfOf, [], cancel, ScanAt, ScanAt);
        if (found is not Outcome<Filer>.Done { Value.Applicant.TalentId: var talentId })
        {
            return ((Outcome<Filer>.Refused)found).Reason;
        }

        if (incoming is null)
        {
            return Refusal.Invalid("/file", ValidationCodes.Required);
        }

        var head = new byte[FileType.MagicLength];
        var length = await incoming.Content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        if (FileType.Of(head.AsSpan(0, length)) is not { } type)
        {
            return Refusal.Invalid("/file", length == 0 ? ValidationCodes.Required : ValidationCodes.UnknownFileType);
        }

        await using var content = new MeasuredStream(head.AsMemory(0, length), incoming.Content, MaxBytes);
        try
        {
            return (await files.AddAsync(talentId, NameOf(incoming.Name, type), type, content, incoming.HasAnotherAsync, key, time.GetUtcNow(), cancel))
                .Map(file => new FileView(file.FileId, file.Name, file.Size, file.Sha256));
        }
        catch (TooLongException)
        {
            return new Refusal(RefusalCodes.BodyTooLarge, new Bilingual($"文件最大 {MaxBytes} 字节。", $"A file has at most {MaxBytes} bytes."));
        }
        catch (BrokenUploadException)
        {
            return new Refusal(RefusalCodes.MalformedRequest);
        }
    }

    // A name is for people: no path, no control characters, an ending that tells the truth.
    private static string NameOf(string? sent, FileType type)
    {
        var bare = (sent ?? "")[((sent ?? "").LastIndexOfAny(['/', '\\']) + 1)..];
        var stem = bare.LastIndexOf('.') is > 0 and var dot ? bare[..dot] : bare;
        var clean = string.Concat(stem.EnumerateRunes()
            .Where(each => !Rune.IsControl(each) && Rune.GetUnicodeCategory(each) != System.Globalization.UnicodeCategory.Format)
            .Take(TextLimits.FileName)).Trim();
        return (clean.Length == 0 ? "file" : clean) + type.Extension;
    }
}
