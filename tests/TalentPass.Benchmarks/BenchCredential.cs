using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Tests.Passes.Verifying;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Benchmarks;

/// <summary>
/// A temporary JSON file with an S code, the signed trust list and the root key. The page's verifier reads the file in
/// Node. <see cref="Dispose"/> deletes the file.
/// </summary>
internal sealed class BenchCredential : IDisposable
{
    public BenchCredential()
    {
        var city = new PassCity();
        using var root = JsonDocument.Parse(KeySetDocument.Render([city.RootKey]));
        File.WriteAllText(Path, new JsonObject
        {
            ["root"] = JsonObject.Create(root.RootElement.GetProperty("keys")[0].Clone()),
            ["trust"] = Convert.ToBase64String(TrustListCodec.Sign(city.Trust.Current!, city.Root)),
            ["text"] = city.Show(),
            ["now"] = PassCity.Now.ToUnixTimeSeconds(),
        }.ToJsonString());
    }

    public string Path { get; } = System.IO.Path.ChangeExtension(System.IO.Path.GetTempFileName(), ".json");

    public void Dispose() => File.Delete(Path);
}
