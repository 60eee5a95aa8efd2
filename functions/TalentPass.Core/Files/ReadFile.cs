using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Files;

/// <summary>A file's content with its name.</summary>
/// <param name="Name">The file name for the download.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Content">Its bytes.</param>
public sealed record FileContent(string Name, string ContentType, ReadOnlyMemory<byte> Content);

/// <summary>
/// Returns files for download. Only the applicant and the department that handles a request with the file may read a file.
/// </summary>
public sealed class ReadFile(FileStore files, RequestStore requests, RequestNumbers numbers, AuditTrail audit)
{
    /// <summary>Returns one of the caller's own files; <c>not_found</c>. Two storage calls.</summary>
    public Task<Outcome<FileContent>> OwnAsync(Actor actor, string fileId, CancellationToken cancel) => ReadAsync(actor.TalentId, fileId, cancel);

    /// <summary>
    /// Returns a file of a request that the department handles; <c>not_found</c>. Records the look, so that the talent can read
    /// who opened the file. Four storage calls.
    /// </summary>
    public async Task<Outcome<FileContent>> AtDeskAsync(Actor actor, string department, string number, string fileId, CancellationToken cancel)
    {
        if (numbers.Parse(number) is not { } request
            || await requests.FindStateAsync(request, cancel) is not { IsAtDesk: true } found
            || found.Department != department
            || found.Materials.All(each => each.File != fileId))
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        var read = await ReadAsync(request.TalentId, fileId, cancel);
        if (read is Outcome<FileContent>.Done)
        {
            await audit.RecordLookAsync(actor, request.TalentId, Look.FileRead, department, cancel);
        }

        return read;
    }

    private async Task<Outcome<FileContent>> ReadAsync(string? talentId, string fileId, CancellationToken cancel) =>
        talentId is not null && await files.FindAsync(talentId, fileId, cancel) is { } file && await files.ReadAsync(file, cancel) is { } content
            ? new Outcome<FileContent>.Done(new FileContent(file.Name, file.ContentType, content))
            : new Refusal(RefusalCodes.NotFound);
}
