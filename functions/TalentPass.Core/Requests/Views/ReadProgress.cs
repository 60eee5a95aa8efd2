using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;

namespace TalentPass.Core.Requests.Views;

/// <summary>
/// The progress of a request, for everybody who has its number and short code. It shows the state and dates, and no personal
/// data.
/// </summary>
/// <param name="Number">The request's number.</param>
/// <param name="State">The published state.</param>
/// <param name="SubmittedAt">When the request was received.</param>
/// <param name="AcceptedAt">When the request was accepted.</param>
/// <param name="DecidedAt">When the request was decided.</param>
/// <param name="Due">The due date that binds now.</param>
/// <param name="Provisional">Whether that date depends on a year without a published calendar.</param>
public sealed record ProgressView(
    string Number, string State, DateTimeOffset SubmittedAt, DateTimeOffset? AcceptedAt, DateTimeOffset? DecidedAt, DateOnly? Due, bool Provisional);

/// <summary>Reads the progress of a request without sign-in (浙规 12). One call.</summary>
public sealed class ReadProgress(RequestStore store, RequestNumbers numbers)
{
    /// <summary>
    /// Reads the progress. <c>not_found</c> when the number or the short code is wrong; the answer does not tell which.
    /// </summary>
    public async Task<Outcome<ProgressView>> FindAsync(string number, string shortCode, CancellationToken cancel)
    {
        if (numbers.Parse(number) is not { } request
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(numbers.ShortCode(request)), Encoding.UTF8.GetBytes(RequestNumbers.ReadShortCode(shortCode) ?? ""))
            || await store.FindStateAsync(request, cancel) is not { } found)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        return new Outcome<ProgressView>.Done(new ProgressView(
            request.Number,
            found.PublishedState(),
            found.SubmittedAt,
            found.AcceptedAt,
            found.DecidedAt,
            found.Due,
            found.IsDueProvisional));
    }
}
