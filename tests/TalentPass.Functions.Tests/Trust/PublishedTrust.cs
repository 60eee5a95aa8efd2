using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;

namespace TalentPass.Functions.Tests.Trust;

/// <summary>What an external verifier fetches to verify our codes: the root key once, and the trust list at intervals.</summary>
internal static class PublishedTrust
{
    public static async Task<(byte[] List, VerificationKey Root)> FetchAsync(HttpClient http)
    {
        var cancel = TestContext.Current.CancellationToken;
        var root = Assert.Single((await http.GetJsonAsync("/.well-known/talentpass/root")).Member("keys").EnumerateArray());
        Assert.True(Kid.TryParse(root.GetProperty("kid").GetString(), out var kid));
        var point = KeySetDocument.Point(root.GetProperty("x").GetString()!, root.GetProperty("y").GetString()!)!;
        var key = new VerificationKey(
            kid,
            Es256.Algorithm,
            point,
            DateTimeOffset.FromUnixTimeSeconds(root.GetProperty("nbf").GetInt64()),
            DateTimeOffset.FromUnixTimeSeconds(root.GetProperty("exp").GetInt64()),
            KeyUses.None);
        return (await http.GetByteArrayAsync("/.well-known/talentpass/trust", cancel), key);
    }
}
