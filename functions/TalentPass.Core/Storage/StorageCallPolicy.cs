using Azure.Core;
using Azure.Core.Pipeline;

namespace TalentPass.Core.Storage;

/// <summary>
/// A pipeline policy of all storage clients that counts storage calls. Its position is
/// <see cref="HttpPipelinePosition.PerRetry"/>, so each retry counts as a call.
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
