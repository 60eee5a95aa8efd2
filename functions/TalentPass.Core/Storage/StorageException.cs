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

    /// <summary>Translates an exception of the SDK. Returns null when the exception is not a storage failure.</summary>
    public static StorageException? From(Exception exception) => exception switch
    {
        StorageException known => known,
        RequestFailedException { Status: 0 or (int)HttpStatusCode.RequestTimeout or (int)HttpStatusCode.TooManyRequests or >= 500 } failed =>
            new(StorageFailure.Unavailable, $"Storage did not answer: {failed.Status} {failed.ErrorCode}.", failed),
        RequestFailedException failed =>
            new(StorageFailure.Misconfigured, $"Storage refused a call: {failed.Status} {failed.ErrorCode}.", failed),
        AggregateException { InnerException: { } inner } when From(inner) is { } translated => translated,
        AuthenticationFailedException =>
            new(StorageFailure.Unavailable, "The identity for storage could not be had.", exception),
        HttpRequestException or IOException or TimeoutException =>
            new(StorageFailure.Unavailable, "Storage could not be reached.", exception),
        TaskCanceledException { InnerException: TimeoutException } =>
            new(StorageFailure.Unavailable, "Storage did not answer in time.", exception),
        _ => null,
    };
}
