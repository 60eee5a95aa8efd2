using Azure;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Casework.Bundles;

/// <summary>A filed bundle (一件事): which requests it is made of and how far it has come.</summary>
/// <param name="Ref">Its number leads to its row, like a request's.</param>
/// <param name="Bundle">The bundle's id in the catalogue.</param>
/// <param name="CatalogueVersion">The version of the catalogue it was filed under.</param>
/// <param name="At">When it was filed.</param>
/// <param name="Parts">Its requests.</param>
/// <param name="Completed">The ids of those that were decided in favour.</param>
public sealed record BundleCase(
    RequestRef Ref, string Bundle, int CatalogueVersion, DateTimeOffset At, IReadOnlyList<BundlePart> Parts, IReadOnlyList<string> Completed)
{
    private const string Prefix = "B-";

    /// <summary>The row's version in storage.</summary>
    public ETag Version { get; init; }

    /// <summary>The bundle's number as people see it.</summary>
    public string Number => NumberOf(Ref);

    /// <summary>The number of a bundle.</summary>
    public static string NumberOf(RequestRef reference) => Prefix + reference.Number;

    /// <summary>What a bundle's number leads to; null when it is none.</summary>
    public static RequestRef? Parse(RequestNumbers numbers, string number) =>
        number.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? numbers.Parse(number[Prefix.Length..]) : null;

    /// <summary>Whether every part of a stage was decided in favour.</summary>
    public bool IsComplete(int stage) => Parts.Where(each => each.Stage == stage).All(each => Completed.Contains(each.RequestId));
}

/// <summary>A part of a bundle.</summary>
/// <param name="RequestId">The request's id within its talent.</param>
/// <param name="Service">The service.</param>
/// <param name="Stage">From 0; a stage starts when the one before is complete.</param>
public sealed record BundlePart(string RequestId, string Service, int Stage);
