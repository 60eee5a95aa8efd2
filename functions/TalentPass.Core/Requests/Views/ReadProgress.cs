using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;

namespace TalentPass.Core.Requests.Views;

/// <summary>How far a request has come, for whoever has its number and short code: state and dates, nothing of a person.</summary>
/// <param name="Number">The number.</param>
/// <param name="State">The published state.</param>
/// <param name="SubmittedAt">When it was received.</param>
/// <param name="AcceptedAt">When it was accepted.</param>
/// <param name="DecidedAt">When it was decided.</param>
/// <param name="Due">The date that binds now.</param>
/// <param name="Provisional">Whether that date reaches into an unpublished year.</param>
public sealed record ProgressView(
    string Number, string State, DateTimeOffset SubmittedAt, DateTimeOffset? AcceptedAt, DateTimeOffset? DecidedAt, DateOnly? Due, bool Provisional);

/// <summary>The anonymous progress of a request (浙规 12). One call.</summary>
public sealed class ReadProgress(RequestStore store, RequestNumbers numbers)
{
    /// <summary>The progress; <c>not_found</c> whatever of the two is wrong.</summary>
    public async Task<Outcome<ProgressView>> FindAsync(string number, string shortCode, CancellationToken cancel)
    {
        if (numbers.Parse(number) is not { } request
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(numbers.ShortCode(request)), Encoding.UTF8.GetBytes(shortCode.Trim().ToUpperInvariant()))
            || await store.FindAsync(request, cancel) is not { } found)
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
