using Azure.Core;
using Azure.Core.Pipeline;

namespace TalentPass.Core.Storage;

/// <summary>
/// The one policy on every storage pipeline, at <see cref="HttpPipelinePosition.PerRetry"/>: counts the calls of the
/// operation at hand.
/// </summary>
internal sealed class StorageCallPolicy : HttpPipelineSynchronousPolicy
{
    /// <inheritdoc />
    public override void OnSendingRequest(HttpMessage message) => StorageCalls.Record(Describe(message.Request));

    private static string Describe(Request request)
    {
        var path = request.Uri.Path.AsSpan().Trim('/');
        var parenthesis = path.IndexOf('(');
        return $"{request.Method} {(parenthesis < 0 ? path : path[..parenthesis])}";
    }
}
