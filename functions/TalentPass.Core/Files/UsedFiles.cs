using TalentPass.Core.Requests.Record;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Files;

/// <summary>Finds the files that the papers of a request name. Only files of the applicant that still exist are found.</summary>
public sealed class UsedFiles(FileStore files)
{
    /// <summary>
    /// Returns the files; or a refusal with <c>unknown_file</c> at the first paper whose file is not found, e.g.
    /// <c>/materials/0/file</c>. One storage call for each paper with a file.
    /// </summary>
    public async Task<Outcome<IReadOnlyList<StoredFile>>> FindAsync(string talentId, IReadOnlyList<SubmittedMaterial>? materials, CancellationToken cancel)
    {
        var found = new List<StoredFile>();
        foreach (var (index, material) in (materials ?? []).Index())
        {
            if (material.File is null)
            {
                continue;
            }

            if (await files.FindAsync(talentId, material.File, cancel) is not { } file)
            {
                return Refusal.Invalid($"/materials/{index}/file", ValidationCodes.UnknownFile);
            }

            found.Add(file);
        }

        return new Outcome<IReadOnlyList<StoredFile>>.Done(found);
    }
}
