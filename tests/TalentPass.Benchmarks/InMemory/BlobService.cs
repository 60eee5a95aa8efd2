using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using TalentPass.Core.Identity;

namespace TalentPass.Benchmarks.InMemory;

/// <summary>A blob. It never changes: a write puts another one in its place.</summary>
internal sealed record BlobData(byte[] Content, string ContentType, string ETag, DateTimeOffset At, IReadOnlyDictionary<string, string> Metadata);

/// <summary>Answers calls to the blob service: whole blobs and blobs of blocks, ranges, metadata.</summary>
internal static class BlobService
{
    private const string Meta = "x-ms-meta-";

    public static async Task AnswerAsync(StorageExchange call)
    {
        var body = await call.ReadAsync(2);
        var cut = call.Path.IndexOf('/', StringComparison.Ordinal);
        var (name, blob) = cut < 0 ? (call.Path, null) : (call.Path[..cut], call.Path[(cut + 1)..]);
        if (blob is null && HttpMethods.IsPut(call.Method))
        {
            await (call.Account.Containers.TryAdd(name, new(StringComparer.Ordinal)) ? EndAsync(call, 201, NewTag()) : call.FailAsync(409, "ContainerAlreadyExists"));
        }
        else if (!call.Account.Containers.TryGetValue(name, out var container))
        {
            await call.FailAsync(404, "ContainerNotFound");
        }
        else if (blob is null)
        {
            await EndAsync(call, 200, NewTag());
        }
        else if (HttpMethods.IsPut(call.Method))
        {
            await PutAsync(call, container, blob, body);
        }
        else if (!container.TryGetValue(blob, out var found))
        {
            await call.FailAsync(404, "BlobNotFound");
        }
        else if (HttpMethods.IsDelete(call.Method))
        {
            container.TryRemove(blob, out _);
            call.Response.StatusCode = 202;
        }
        else
        {
            await GetAsync(call, found);
        }
    }

    private static async Task PutAsync(StorageExchange call, ConcurrentDictionary<string, BlobData> container, string blob, byte[] body)
    {
        switch (call.Query("comp"))
        {
            case "block":
                call.Account.Blocks[$"{call.Path}?{call.Query("blockid")}"] = body;
                break;
            case "blocklist":
                var ids = XDocument.Parse(Encoding.UTF8.GetString(body).TrimStart('\uFEFF')).Root!.Elements().Select(each => each.Value);
                Put([.. ids.SelectMany(each => call.Account.Blocks.TryRemove($"{call.Path}?{each}", out var block) ? block : [])]);
                break;
            case null when call.Request.Headers.IfNoneMatch == "*" && container.ContainsKey(blob):
                await call.FailAsync(409, "BlobAlreadyExists");
                return;
            case null:
                Put(body);
                break;
            case var other:
                throw new NotSupportedException($"comp={other}");
        }

        await EndAsync(call, 201, container.GetValueOrDefault(blob)?.ETag ?? NewTag());

        void Put(byte[] content) => container[blob] = new BlobData(
            content,
            call.Request.Headers["x-ms-blob-content-type"].ToString() is { Length: > 0 } type ? type : "application/octet-stream",
            NewTag(),
            TimeProvider.System.GetUtcNow(),
            call.Request.Headers.Where(each => each.Key.StartsWith(Meta, StringComparison.OrdinalIgnoreCase)).ToDictionary(each => each.Key, each => each.Value.ToString(), StringComparer.OrdinalIgnoreCase));
    }

    private static Task GetAsync(StorageExchange call, BlobData blob)
    {
        call.Response.Headers.ETag = blob.ETag;
        call.Response.Headers.LastModified = blob.At.ToString("R", CultureInfo.InvariantCulture);
        call.Response.Headers.AcceptRanges = "bytes";
        call.Response.Headers["x-ms-blob-type"] = "BlockBlob";
        foreach (var (name, value) in blob.Metadata)
        {
            call.Response.Headers[name] = value;
        }

        var range = call.Request.Headers["x-ms-range"].ToString() is { Length: > 0 } text ? text : call.Request.Headers.Range.ToString();
        if (range.Length == 0 || blob.Content.Length == 0)
        {
            return call.WriteAsync(200, blob.Content, blob.ContentType);
        }

        var ends = range["bytes=".Length..].Split('-');
        var from = int.Parse(ends[0], CultureInfo.InvariantCulture);
        if (from >= blob.Content.Length)
        {
            return call.FailAsync(416, "InvalidRange");
        }

        var to = ends[1].Length > 0 ? (int)Math.Min(long.Parse(ends[1], CultureInfo.InvariantCulture), blob.Content.Length - 1) : blob.Content.Length - 1;
        call.Response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{to}/{blob.Content.Length}");
        return call.WriteAsync(206, blob.Content.AsMemory(from..(to + 1)), blob.ContentType);
    }

    private static Task EndAsync(StorageExchange call, int status, string tag)
    {
        call.Response.StatusCode = status;
        call.Response.Headers.ETag = tag;
        call.Response.Headers.LastModified = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    private static string NewTag() => $"\"0x{RandomSource.System.Id(15).ToUpperInvariant()}\"";
}
