using System.Text;
using TalentPass.Core.Identity;

namespace TalentPass.Benchmarks.Hostile;

/// <summary>Multipart bodies of which something is wrong.</summary>
internal static class BrokenUploads
{
    private static readonly string[] _types =
    [
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=other", $"multipart/form-data; boundary={SampleBodies.Boundary}; boundary=b",
        "multipart/form-data; boundary=" + new string('b', 300), "multipart/mixed; boundary=" + SampleBodies.Boundary, "application/pdf", "multipart/form-data; boundary=\"a\r", "multipart/form-data; boundary=人才",
    ];

    /// <summary>A content type and a body.</summary>
    public static (string Type, byte[] Body) Make(RandomSource random)
    {
        var good = SampleBodies.Upload(random);
        var type = $"multipart/form-data; boundary={SampleBodies.Boundary}";
        return random.Next(10) switch
        {
            0 => (random.Pick(_types), good),
            1 => (type, good[..random.Next(good.Length)]),
            2 => (type, Part("name=\"file\"; filename=\"" + new string('n', 9000) + "\"", "%PDF-1.7")),
            3 => (type, Part(random.Pick((string[])["name=\"other\"", "", "name=file; filename", "name=\"file\"; filename=\"..\\..\\a\0.pdf\"", "name=\"file\"; filename*=UTF-8''%ff%fe.pdf", "name=\"file\"", "name=\"file\"; filename=\"\""]), "%PDF-1.7\n%%EOF")),
            4 => (type, Part("name=\"file\"; filename=\"a.pdf\"", random.Pick((string[])["", "MZ\u0090", "<html>", "%PDF", "\u0089PNG\r\n\u001a\n", new string('p', 300_000)]))),
            5 => (type, [.. Part("name=\"file\"; filename=\"a.pdf\"", "%PDF-1.7\n%%EOF")[..^8], .. good]),
            6 => (type, [.. good, .. random.Bytes(100)]),
            7 => (type, Encoding.UTF8.GetBytes($"--{SampleBodies.Boundary}\r\n" + string.Concat(Enumerable.Range(0, 200).Select(static i => $"X-{i}: v\r\n")) + $"\r\nx\r\n--{SampleBodies.Boundary}--\r\n")),
            8 => (type, random.Bytes(random.Pick((int[])[0 + 1, 1000, 200_000]))),
            _ => (type, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"--{SampleBodies.Boundary}\r\n\r\n\r\n", 2000)))),
        };
    }

    private static byte[] Part(string disposition, string content) => Encoding.Latin1.GetBytes(
        $"--{SampleBodies.Boundary}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{content}\r\n--{SampleBodies.Boundary}--\r\n");
}
