using TalentPass.Core.Trust.Lists;

namespace TalentPass.Core.Passes.Issuing;

/// <summary>
/// Tells what the status lists say about credentials other than passes. A note of the <c>StatusBell</c> whose subject begins with
/// the prefix is read by this source.
/// </summary>
/// <param name="Prefix">The beginning of the subjects. No id of a pass has it.</param>
/// <param name="ReadAsync">
/// Reads the credential that a subject names, and returns its entries; none when there is no such credential. At most one storage
/// call.
/// </param>
public sealed record StatusSource(string Prefix, Func<string, CancellationToken, Task<IReadOnlyList<(uint Index, StatusValue Value)>>> ReadAsync);
