using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Functions.Tests.Trust;

/// <summary>The app serves the trust list even with the largest number of partners that the office can record.</summary>
public sealed class When_there_are_as_many_partners_as_can_be(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const int Most = 60;
    private const int Keys = 8;

    [Fact]
    public async Task The_list_holds_them_all_and_a_verifier_takes_it()
    {
        using var office = await fixture.App.SignInAsync("office");
        foreach (var seeded in new[] { "330900", "310000" })
        {
            await office.CallAsync(HttpMethod.Delete, $"/api/v1/partners/{seeded}");
        }

        for (var i = 0; i < Most; i++)
        {
            var put = await office.CallAsync(HttpMethod.Put, $"/api/v1/partners/{City(i)}", Partner(City(i)));
            put.Is(HttpStatusCode.OK);
        }

        var (bytes, root) = await PublishedTrust.FetchAsync(fixture.App.Http);
        Assert.True(bytes.Length > 64 * 1024, $"{bytes.Length} bytes");
        var trust = new TrustBook();
        Assert.Null(trust.Accept(bytes, root));
        Assert.Equal(Most * Keys, trust.Current!.Keys.Count(key => key.Map is not null));
        Assert.Equal(Enumerable.Range(0, Most).Select(City), trust.Current.Maps.Select(map => map.City));

        // With fewer partners the list is shorter. No part of the longer list may remain.
        for (var i = 1; i < Most; i++)
        {
            await office.CallAsync(HttpMethod.Delete, $"/api/v1/partners/{City(i)}");
        }

        Assert.Null(trust.Accept((await PublishedTrust.FetchAsync(fixture.App.Http)).List, root));
        Assert.Equal([City(0)], trust.Current.Maps.Select(map => map.City));
    }

    private static int City(int number) => 440_000 + number;

    private static object Partner(int city) => new
    {
        city = new { zh = "某市", en = "Some City" },
        keys = Enumerable.Range(0, Keys).Select(number => Key($"{city}{number:x2}")).ToArray(),
        tiers = Enumerable.Range(0, 24).Select(tier => new { theirs = tier, ours = tier }).ToArray(),
        entitlements = Enumerable.Range(0, 16).Select(bit => new { theirs = bit, ours = bit }).ToArray(),
        services = Array.Empty<string>(),
        statusUrl = $"https://partner.example/{new string('s', 260)}/{city}/",
    };

    private static object Key(string kid)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = pair.ExportParameters(includePrivateParameters: false).Q;
        return new
        {
            kid,
            x = Base64UrlEncoder.Encode(point.X),
            y = Base64UrlEncoder.Encode(point.Y),
            notBefore = "2026-01-01T00:00:00+08:00",
            notAfter = "2036-01-01T00:00:00+08:00",
            uses = new[] { "S", "H", "P", "status" },
        };
    }
}
