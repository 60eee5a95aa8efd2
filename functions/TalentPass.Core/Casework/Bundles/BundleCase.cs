using Azure;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Casework.Bundles;

/// <summary>A filed bundle (一件事): its requests and its progress.</summary>
/// <param name="Ref">The bundle's ids and number. As with a request, the number leads to the row.</param>
/// <param name="Bundle">The bundle's id in the catalogue.</param>
/// <param name="CatalogueVersion">The version of the catalogue under which it was filed.</param>
/// <param name="At">When it was filed.</param>
/// <param name="Parts">The requests of the bundle.</param>
/// <param name="Completed">The ids of the requests that were decided in favour.</param>
public sealed record BundleCase(
    RequestRef Ref, string Bundle, int CatalogueVersion, DateTimeOffset At, IReadOnlyList<BundlePart> Parts, IReadOnlyList<string> Completed)
{
    private const string Prefix = "B-";

    /// <summary>The row's version in storage.</summary>
    public ETag Version { get; init; }

    /// <summary>The bundle's number as people see it: <c>B-</c> and a number like a request's.</summary>
    public string Number => NumberOf(Ref);

    /// <summary>Makes the bundle's number.</summary>
    public static string NumberOf(RequestRef reference) => Prefix + reference.Number;

    /// <summary>Reads a bundle's number as typed; null when the text is not one.</summary>
    public static RequestRef? Parse(RequestNumbers numbers, string number) =>
        number.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? numbers.Parse(number[Prefix.Length..]) : null;

    /// <summary>The bundle with another request in the place of a part.</summary>
    public BundleCase With(string before, string requestId) =>
        this with { Parts = [.. Parts.Select(each => each.RequestId == before ? each with { RequestId = requestId } : each)] };

    /// <summary>Whether every part of the stage was decided in favour.</summary>
    public bool IsComplete(int stage) => Parts.Where(each => each.Stage == stage).All(each => Completed.Contains(each.RequestId));
}

/// <summary>A part of a bundle.</summary>
/// <param name="RequestId">The request's id within the talent.</param>
/// <param name="Service">The service's id.</param>
/// <param name="Stage">The stage, from 0. A stage starts when the stage before it is complete.</param>
public sealed record BundlePart(string RequestId, string Service, int Stage);
