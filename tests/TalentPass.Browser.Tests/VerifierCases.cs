using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Tests;
using TalentPass.Core.Tests.Passes.Verifying;
using TalentPass.Core.Tests.Trust.Lists;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Browser.Tests;

/// <summary>
/// The test cases of the server's verifier, in a form that the page's verifier can read: the codes that must be refused
/// (<see cref="WrongCodes"/>), the codes that must be green or amber, and the public test vectors.
/// </summary>
internal sealed class VerifierCases
{
    /// <summary>The number of mutated codes that the page's verifier has to check.</summary>
    public const int Mutations = 20_000;

    private readonly JsonArray _cases = [];
    private readonly JsonObject _root;

    public VerifierCases()
    {
        using var keys = JsonDocument.Parse(KeySetDocument.Render([new PassCity().RootKey]));
        _root = JsonObject.Create(keys.RootElement.GetProperty("keys")[0].Clone())!;
        foreach (var wrong in WrongCodes.All)
        {
            var city = new PassCity();
            Add(wrong.Name, city, wrong.Make(city), wrong.Later, wrong.Reason);
        }

        AddRightOnes();
    }

    /// <summary>The name of each case and the reason that the verifier must give.</summary>
    public List<(string Name, PassReason Reason)> Expected { get; } = [];

    public static IReadOnlyList<bool> Messages { get; } =
    [
        .. Vectors("cose-sign1.json", "messages").Select(each =>
            !each.GetProperty("broken").GetBoolean() && each.Text("algorithm") == "ES256" && each.Text("name") != "sign1-tests/sign-pass-01.json"),
    ];

    public static IReadOnlyList<bool> Signatures { get; } = [.. CurveCases().Select(each => each.Valid)];

    public static IReadOnlyList<int[]> Lists { get; } =
    [
        .. Vectors("status-lists.json", "lists").Select(list =>
            new[] { 1 << 20 }.Concat(NonZero(list).Select(each => each.Value)).Append(0).ToArray()),
    ];

    public static IReadOnlyList<(string Name, string? Problem, byte[] Token)> Forms { get; } =
        [.. StatusListForms.All.Select(form => (form.Name, form.Problem, StatusListForms.Sign(form.Name, new PassCity().Issuing)))];

    /// <summary>All cases and vectors as the JSON input of <c>judge.js</c>.</summary>
    /// <param name="modules">The address of the folder with the page's modules.</param>
    public JsonObject Input(string modules) => new()
    {
        ["base"] = modules,
        ["root"] = _root.DeepClone(),
        ["cases"] = _cases.DeepClone(),
        ["mutations"] = Mutations,
        ["base45"] = new JsonArray([.. Vectors("base45.json", "pairs").Select(each => (JsonNode)JsonObject.Create(each)!)]),
        ["texts"] = new JsonArray([.. Vectors("base45.json", "refused").Select(each => (JsonNode)JsonValue.Create(each.GetString())!)]),
        ["messages"] = new JsonArray([.. Vectors("cose-sign1.json", "messages").Select(Message)]),
        ["curve"] = new JsonArray([.. CurveCases().Select(each => each.Case)]),
        ["forms"] = new JsonArray([.. Forms.Select(form => (JsonNode)JsonValue.Create(Convert.ToBase64String(form.Token))!)]),
        ["lists"] = new JsonArray([.. Vectors("status-lists.json", "lists").Select(List)]),
    };

    private void AddRightOnes()
    {
        foreach (var seconds in new[] { -30, 0, 59, 60 })
        {
            var city = new PassCity();
            Add($"S after {seconds} s", city, city.Show(), TimeSpan.FromSeconds(seconds), PassReason.Accepted);
        }

        foreach (var (ahead, reason) in new[] { (-60, PassReason.Accepted), (60, PassReason.Accepted), (61, PassReason.HolderClock), (-300, PassReason.HolderClock) })
        {
            var city = new PassCity();
            var credential = city.Minter.Credential(city.Issuing, city.Subject, 70_000, city.DeviceKey, PassCity.Now.AddHours(-2), TimeSpan.FromDays(7));
            Add($"H, phone {ahead} s ahead", city, city.Holder(PassCity.Now.AddSeconds(ahead), credential), default, reason);
        }

        var one = new PassCity();
        var challenged = HolderCode.Present(one.Credential(), one.Device, PassCity.Now, "counter 7"u8);
        Add("H with the hall's challenge", one, challenged, default, PassReason.Accepted, "counter 7"u8.ToArray());
        Add("H with another challenge", one, challenged, default, PassReason.HolderSignature, "counter 8"u8.ToArray());
        Add("P", one, one.Card(), default, PassReason.CheckDocument);
        var old = new PassCity();
        old.Trust.Accept(old.List(old.Keys, sequence: 2, issuedAt: PassCity.Now.AddHours(-24).AddSeconds(-1)));
        Add("S with a list that was fetched just now and signed yesterday", old, old.Show(), default, PassReason.StaleLists);
        Add("P of yesterday's lists", one, one.Card(), TimeSpan.FromHours(25), PassReason.StaleLists);
        var theirs = one.Subject with { Tier = 1, Entitlements = 0b11 };
        Add("a partner's S", one, one.Minter.Show(one.Partner, theirs, PassCity.Now).Text, default, PassReason.Accepted);
        var credentialOfTheirs = one.Minter.Credential(one.Partner, theirs, 70_000, one.DeviceKey, PassCity.Now, TimeSpan.FromDays(7));
        Add("a partner's H, whose list is missing", one, one.Holder(credential: credentialOfTheirs), default, PassReason.StaleLists);
    }

    private void Add(string name, PassCity city, string text, TimeSpan later, PassReason reason, byte[]? challenge = null)
    {
        var server = new PassVerifier(city.Trust, city.Status, new ReplayMemory());
        city.Shown.ForEach(each => server.Verify(each, PassCity.Now));
        Assert.Equal(reason, server.Verify(text, PassCity.Now + later, challenge).Reason);
        Expected.Add((name, reason));
        _cases.Add(new JsonObject
        {
            ["name"] = name,
            ["trust"] = Convert.ToBase64String(TrustListCodec.Sign(city.Trust.Current!, city.Root)),
            ["status"] = Convert.ToBase64String(city.StatusToken),
            ["shown"] = new JsonArray([.. city.Shown.Select(each => (JsonNode)JsonValue.Create(each))]),
            ["text"] = text,
            ["genuine"] = reason.Light() == PassLight.Green && later == default && challenge is null && city.Shown.Count == 0,
            ["fetchedAt"] = PassCity.Now.ToUnixTimeSeconds(),
            ["now"] = (PassCity.Now + later).ToUnixTimeMilliseconds() / 1000.0,
            ["challenge"] = Convert.ToBase64String(challenge ?? []),
        });
    }

    private static JsonElement[] Vectors(string file, string name) => [.. VectorFile.Read(file).GetProperty(name).EnumerateArray()];

    private static JsonNode Message(JsonElement message)
    {
        var (x, y) = (Base64Url.DecodeFromChars(message.Text("x")), Base64Url.DecodeFromChars(message.Text("y")));
        return new JsonObject
        {
            ["message"] = message.Text("message"),
            ["tagged"] = message.Text("name") != "sign1-tests/sign-pass-03.json",
            ["external"] = message.Text("external"),
            ["point"] = Convert.ToHexStringLower([0x04, .. x, .. y]),
        };
    }

    private static IEnumerable<(JsonNode Case, bool Valid)> CurveCases() => Vectors("ecdsa-p256-sha256.json", "keys").SelectMany(key =>
    {
        var point = key.Hex("point");
        var compressed = CompressedPoint.Compress(new() { X = point[1..33], Y = point[33..] });
        return key.GetProperty("signatures").EnumerateArray().Select(each => ((JsonNode)new JsonObject
        {
            ["point"] = Convert.ToHexStringLower(point),
            ["compressed"] = Convert.ToHexStringLower(compressed),
            ["message"] = each.Text("message"),
            ["signature"] = each.Text("signature"),
        }, each.GetProperty("valid").GetBoolean()));
    });

    private static JsonNode List(JsonElement list) => new JsonObject
    {
        ["lst"] = Convert.ToBase64String(Base64Url.DecodeFromChars(list.Text("lst"))),
        ["bits"] = list.GetProperty("bits").GetInt32(),
        ["indexes"] = new JsonArray([.. NonZero(list).Select(each => (JsonNode)JsonValue.Create(each.Index)), 1]),
    };

    private static IEnumerable<(int Index, int Value)> NonZero(JsonElement list) =>
        list.GetProperty("nonZero").EnumerateObject().Select(each => (int.Parse(each.Name, null), each.Value.GetInt32()));
}
