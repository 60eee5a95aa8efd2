using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Files;

/// <summary>Uploads over HTTP.</summary>
internal static class FileCalls
{
    public static byte[] Pdf { get; } = Encoding.ASCII.GetBytes("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF");

    public static async Task<Answer> UploadAsync(HttpClient client, string name, byte[] content, bool chunked = false, string? key = null, string query = "")
    {
        using var body = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/files{query}") { Content = body };
        request.Headers.TransferEncodingChunked = chunked;
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await SendAsync(client, request);
    }

    /// <summary>Lists the names of all files in the container.</summary>
    public static async Task<List<string>> BlobsAsync(TestApp app)
    {
        var names = new List<string>();
        await foreach (var blob in app.Services.GetRequiredService<StorageClients>().Container(StorageLayout.Files).GetBlobsAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    public static async Task<Answer> SendAsync(HttpClient client, HttpRequestMessage request)
    {
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(answer);
    }
}
