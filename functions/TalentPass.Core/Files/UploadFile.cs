using System.Text;

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
public sealed record IncomingFile(string? Name, Stream Content);

/// <summary>Takes a paper in as a file (材料上传). Streamed: at no time is it in memory as a whole.</summary>
public sealed class UploadFile(FileStore files, TimeProvider time)
{
    /// <summary>The most bytes of a file: 10 MiB.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    private const int MaxName = 120;

    /// <summary>Stores the file.</summary>
    /// <returns>It; <c>not_recognised</c>, <c>validation_failed</c> (<c>/file</c>: <c>required</c>, <c>unknown_file_type</c>), <c>body_too_large</c>, <c>malformed_request</c>.</returns>
    public async Task<Outcome<FileView>> RunAsync(Actor actor, IncomingFile? incoming, CancellationToken cancel)
    {
        if (actor.TalentId is not { } talentId)
        {
            return new Refusal(RefusalCodes.NotRecognised);
        }

        if (incoming is null)
        {
            return Refusal.Invalid("/file", "required");
        }

        var head = new byte[FileType.MagicLength];
        var length = await incoming.Content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        if (FileType.Of(head.AsSpan(0, length)) is not { } type)
        {
            return Refusal.Invalid("/file", length == 0 ? "required" : "unknown_file_type");
        }

        await using var content = new MeasuredStream(head.AsMemory(0, length), incoming.Content, MaxBytes);
        try
        {
            var file = await files.AddAsync(talentId, NameOf(incoming.Name, type), type, content, time.GetUtcNow(), cancel);
            return new Outcome<FileView>.Created(new FileView(file.FileId, file.Name, file.Size, file.Sha256));
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
            .Take(MaxName)).Trim();
        return (clean.Length == 0 ? "file" : clean) + type.Extension;
    }
}
