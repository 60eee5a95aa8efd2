using Microsoft.AspNetCore.Http;
using TalentPass.Core;

namespace TalentPass.Functions.Http.OpenApi;

/// <summary>
/// Lists the refusals an operation may answer: those it declares, and those that follow from the rest of its declaration.
/// </summary>
internal static class OperationRefusals
{
    public static IEnumerable<string> Of(Operation operation)
    {
        var about = operation.About;
        return new[]
        {
            (about.Paged || about.IfMatch || operation.Query.Count > 0, RefusalCodes.InvalidParameter),
            (about.Idempotent, RefusalCodes.IdempotencyKeyInvalid),
            (about.Idempotent, RefusalCodes.IdempotencyKeyReused),
            (!about.Anonymous, RefusalCodes.NotSignedIn),
            (!about.Anonymous && about.Roles != Roles.None, RefusalCodes.Forbidden),
            (operation.RouteParameters.Count > 0, RefusalCodes.NotFound),
            (about.IfMatch, RefusalCodes.PreconditionRequired),
            (about.IfMatch, RefusalCodes.ChangedMeanwhile),
            (TakesBody(operation), RefusalCodes.BodyTooLarge),
            (TakesBody(operation), RefusalCodes.UnsupportedMediaType),
            (TakesBody(operation), RefusalCodes.MalformedRequest),
            (TakesBody(operation) && !about.RawBody, RefusalCodes.MalformedJson),
            (TakesBody(operation) && !about.RawBody, RefusalCodes.ValidationFailed),
            (true, RefusalCodes.TooManyRequests),
            (true, RefusalCodes.InternalError),
            (true, RefusalCodes.StorageUnavailable),
            (!about.NeedsNoStorage, RefusalCodes.NotReady),
            (!about.Probe, RefusalCodes.Overloaded),
        }.Where(each => each.Item1).Select(each => each.Item2).Concat(about.Refusals).Distinct(StringComparer.Ordinal);
    }

    private static bool TakesBody(Operation operation) =>
        !operation.Methods.All(method => HttpMethods.IsGet(method) || HttpMethods.IsHead(method));
}
