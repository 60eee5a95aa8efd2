using TalentPass.Core.Identity;

namespace TalentPass.Core.Storage;

/// <summary>
/// The id of the operation that wrote a row. Every row carries it. When the answer to a write is lost, the SDK retries the write
/// and gets 409 or 412, because the first attempt did succeed. The id shows whether our own operation or another one wrote the
/// row.
/// </summary>
public static class OperationId
{
    /// <summary>The name of the property that holds the id.</summary>
    public const string Property = "Op";

    /// <summary>Makes a new id: 16 base32 characters, 80 random bits.</summary>
    public static string New(RandomSource random) => random.Id(16);
}
