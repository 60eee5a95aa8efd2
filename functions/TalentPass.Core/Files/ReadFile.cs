using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Files;

/// <summary>A file for download. Its content is not read yet.</summary>
/// <param name="Name">The file name for the download.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Sha256">The SHA-256 of its content, in hex.</param>
/// <param name="OpenAsync">
/// Opens the content, or a part of it; null when it was deleted. One storage call; at a desk one more, which records the look. The
/// caller disposes the stream.
/// </param>
public sealed record FileDownload(
    string Name, string ContentType, long Size, string Sha256, Func<FilePart?, CancellationToken, Task<Stream?>> OpenAsync);

/// <summary>
/// Returns files for download. Only the applicant and the department that handles a request with the file may read a file.
/// </summary>
public sealed class ReadFile(FileStore files, FileContents contents, RequestStore requests, RequestNumbers numbers, AuditTrail audit)
{
    /// <summary>Returns one of the caller's own files; <c>not_found</c>. One storage call, and one to open it.</summary>
    public Task<Outcome<FileDownload>> OwnAsync(Actor actor, string fileId, CancellationToken cancel) => FindAsync(actor.TalentId, fileId, null, cancel);

    /// <summary>
    /// Returns a file of a request that the department handles; <c>not_found</c>. Two storage calls, and two to open it: when it is
    /// opened, the look is recorded, so that the talent can read who opened the file.
    /// </summary>
    public async Task<Outcome<FileDownload>> AtDeskAsync(Actor actor, string department, string number, string fileId, CancellationToken cancel) =>
        numbers.Parse(number) is { } request
        && await requests.FindStateAsync(request, cancel) is { IsAtDesk: true } found
        && found.Department == department
        && found.Materials.Any(each => each.File == fileId)
            ? await FindAsync(request.TalentId, fileId, stop => audit.RecordLookAsync(actor, request.TalentId, Look.FileRead, department, stop), cancel)
            : new Refusal(RefusalCodes.NotFound);

    private async Task<Outcome<FileDownload>> FindAsync(string? talentId, string fileId, Func<CancellationToken, Task>? record, CancellationToken cancel) =>
        talentId is not null && await files.FindAsync(talentId, fileId, cancel) is { } file
            ? new Outcome<FileDownload>.Done(new FileDownload(
                file.Name, file.ContentType, file.Size, file.Sha256, (part, stop) => OpenAsync(file, part, record, stop)))
            : new Refusal(RefusalCodes.NotFound);

    private async Task<Stream?> OpenAsync(StoredFile file, FilePart? part, Func<CancellationToken, Task>? record, CancellationToken cancel)
    {
        var content = await contents.OpenAsync(file.TalentId, file.FileId, part, cancel);
        if (content is null || record is null)
        {
            return content;
        }

        try
        {
            await record(cancel);
            return content;
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }
}
