using System.Net;
using Azure;
using Azure.Identity;

namespace TalentPass.Core.Storage;

/// <summary>The kinds of storage failures that a caller handles differently.</summary>
public enum StorageFailure
{
    /// <summary>Storage cannot be reached, is too slow, or throttles. The caller may retry later.</summary>
    Unavailable,

    /// <summary>
    /// A table or queue is missing, access is denied, or our request was malformed. A retry does not help: the deployment or the
    /// code must be corrected.
    /// </summary>
    Misconfigured,
}

/// <summary>
/// A failure of storage. All SDK failures are translated into it. A conflict with another writer is not a failure: it is the
/// result <see cref="Commit.Lost"/> of a commit.
/// </summary>
public sealed class StorageException : Exception
{
    private StorageException(StorageFailure failure, string message, Exception inner)
        : base(message, inner) => Failure = failure;

    /// <summary>The kind of the failure.</summary>
    public StorageFailure Failure { get; }

    /// <summary>
    /// Translates an exception of the SDK. Returns null when the exception is not a storage failure. Failures of the connection
    /// are recognised in <see cref="StorageFaultPolicy"/>, because an <see cref="IOException"/> alone does not say whose
    /// connection failed.
    /// </summary>
    public static StorageException? From(Exception exception) => exception switch
    {
        StorageException known => known,
        RequestFailedException { Status: < 400 or (int)HttpStatusCode.RequestTimeout or (int)HttpStatusCode.TooManyRequests or >= 500 } failed =>
            new(StorageFailure.Unavailable, $"Storage did not do a call: {failed.Status} {failed.ErrorCode}.", failed),
        RequestFailedException failed =>
            new(StorageFailure.Misconfigured, $"Storage refused a call: {failed.Status} {failed.ErrorCode}.", failed),
        AggregateException all => all.InnerExceptions.Select(From).OfType<StorageException>().FirstOrDefault(),
        _ => null,
    };

    /// <summary>Storage cannot be reached, or the connection broke off, or the app's identity cannot be had.</summary>
    internal static StorageException Unreachable(Exception fault) => new(
        StorageFailure.Unavailable, fault is AuthenticationFailedException ? "The identity for storage could not be had." : "Storage could not be reached.", fault);

    /// <summary>Storage did not answer before the <see cref="StorageDeadline"/>. A write may have happened all the same.</summary>
    internal static StorageException TooLate(Exception fault) => new(StorageFailure.Unavailable, "Storage did not answer in time.", fault);

    /// <summary>What came back is not an answer of storage.</summary>
    internal static StorageException Unreadable(Exception fault) =>
        new(StorageFailure.Unavailable, $"Storage's answer could not be read: {fault.GetType().Name}.", fault);
}
