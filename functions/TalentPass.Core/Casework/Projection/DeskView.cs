using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Casework.Projection;

/// <summary>What the rows of a desk say of a request after a step.</summary>
/// <param name="Entry">The request as a line of the desk shows it.</param>
/// <param name="Place">Where the request is in the desk's lists; null when it is closed or at another desk.</param>
/// <param name="IsHere">Whether the desk has the request, open or closed. False after a transfer.</param>
public sealed record DeskView(DeskEntry Entry, DeskPlace? Place, bool IsHere)
{
    /// <summary>What a department's desk says of a request.</summary>
    public static DeskView Of(RequestCase request, string department)
    {
        var isHere = request.Department == department;
        return new(DeskEntry.Of(request) with { Received = request.ReceivedBy(department) }, isHere ? DeskPlace.Of(request) : null, isHere);
    }

    /// <summary>What a desk says of a request that arrives with this entry.</summary>
    public static DeskView Of(DeskEntry arriving) => new(arriving, DeskPlace.Of(arriving), true);
}
