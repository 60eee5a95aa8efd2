using System.Net;
using Azure;
using Azure.Identity;

namespace TalentPass.Core.Storage;

/// <summary>What went wrong with storage, as far as a caller can act on it.</summary>
public enum StorageFailure
{
    /// <summary>Not reachable, too slow or throttled: try later.</summary>
    Unavailable,

    /// <summary>A table or queue is missing, access is denied, or a request was malformed: a fault of ours.</summary>
    Misconfigured,
}

/// <summary>The one translation of SDK failures. Lost races are not failures: they are results of a commit.</summary>
public sealed class StorageException : Exception
{
    private StorageException(StorageFailure failure, string message, Exception inner)
        : base(message, inner) => Failure = failure;

    /// <summary>The class of the failure.</summary>
    public StorageFailure Failure { get; }

    /// <summary>Translates what the SDK threw; null when it is not a storage failure.</summary>
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
