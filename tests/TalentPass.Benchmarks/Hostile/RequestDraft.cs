using System.Globalization;
using System.Text;

namespace TalentPass.Benchmarks.Hostile;

/// <summary>A request while it is made.</summary>
internal sealed class RequestDraft(ApiOperation operation, string path)
{
    public ApiOperation Operation { get; } = operation;

    public string Method { get; set; } = operation.Method;

    /// <summary>The path as it goes over the wire.</summary>
    public string Path { get; set; } = path;

    /// <summary>Parameters as they go over the wire, not encoded any more.</summary>
    public List<(string Name, string Value)> Queries { get; } = [];

    /// <summary>Headers as they go over the wire, in UTF-8.</summary>
    public List<(string Name, string Value)> Headers { get; } = [];

    public byte[]? Body { get; set; }

    /// <summary>What was made odd.</summary>
    public List<string> Oddities { get; } = [];

    /// <summary>Sets a header instead of the one with this name.</summary>
    public void Set(string name, string value)
    {
        Headers.RemoveAll(each => each.Name == name);
        Headers.Add((name, value));
    }

    /// <summary>The head of the request.</summary>
    /// <param name="framing">The header lines that tell how long the body is.</param>
    public byte[] Head(params IEnumerable<string> framing)
    {
        var target = Queries.Count == 0 ? Path : $"{Path}?{string.Join('&', Queries.Select(static each => $"{each.Name}={each.Value}"))}";
        var text = new StringBuilder($"{Method} {target} HTTP/1.1\r\n");
        if (Headers.All(static each => each.Name != "Host"))
        {
            text.Append("Host: localhost\r\n");
        }

        foreach (var (name, value) in Headers)
        {
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        foreach (var line in framing)
        {
            text.Append(line).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("\r\n").ToString());
    }

    /// <summary>The whole request, as HTTP asks for it.</summary>
    public byte[] Bytes() => Body is null ? Head() : [.. Head(Length(Body.Length)), .. Body];

    /// <summary>The header line with the length of a body.</summary>
    public static string Length(long length) => string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}");
}
