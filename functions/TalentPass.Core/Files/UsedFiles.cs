using TalentPass.Core.Requests.Record;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Files;

/// <summary>Finds the files that papers name: only the applicant's own, and only those that are still there.</summary>
public sealed class UsedFiles(FileStore files)
{
    /// <summary>The files; <c>/materials/0/file</c>: <c>unknown_file</c>. One call a file, none where no paper names one.</summary>
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
