using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Functions.Tests.Trust;

/// <summary>A partner city with the key pairs of the demo seeds. It issues codes as a real partner city does.</summary>
internal sealed class TestCity : IDisposable
{
    private readonly CodeCipher _cipher = new([RandomSource.System.Bytes(CodeCipher.KeySize)]);
    private readonly JsonObject _seed;

    public TestCity(string cityCode)
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "seeds", "demo", "partners.json")))!;
        _seed = file["partners"]!.AsArray().Single(each => (string?)each!["cityCode"] == cityCode)!.AsObject();
        Minter = new PassMinter(_cipher, RandomSource.System);
    }

    public PassMinter Minter { get; }

    /// <summary>What the office records about the city: everything except the private keys.</summary>
    public JsonObject Input
    {
        get
        {
            var input = _seed.DeepClone().AsObject();
            input.Remove("cityCode");
            foreach (var key in input["keys"]!.AsArray())
            {
                key!.AsObject().Remove("d");
            }

            return input;
        }
    }

    public static PassSubject Subject(byte tier, ushort entitlements, DateTimeOffset now) =>
        new(new CodeOrigin("7k2m9qxw", 1), tier, entitlements, now.AddYears(1));

    /// <summary>The city's key that signs a profile. The key has another id if <paramref name="kid"/> is given.</summary>
    public SigningKey Key(string use, Kid? kid = null)
    {
        var key = _seed["keys"]!.AsArray().Single(each => each!["uses"]!.AsArray().Any(name => (string?)name == use))!;
        var pair = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") },
            D = Bytes(key, "d"),
        });
        return new SigningKey(kid ?? new Kid(uint.Parse((string)key["kid"]!, NumberStyles.HexNumber, CultureInfo.InvariantCulture)), pair);
    }

    /// <summary>Creates a code of profile S, signed by the city.</summary>
    public string Show(byte tier, ushort entitlements, DateTimeOffset now, Kid? kid = null)
    {
        using var key = Key("S", kid);
        return Minter.Show(key, Subject(tier, entitlements, now), now).Text;
    }

    public void Dispose() => _cipher.Dispose();

    private static byte[] Bytes(JsonNode key, string name) => Base64UrlEncoder.DecodeBytes((string)key[name]!);
}
