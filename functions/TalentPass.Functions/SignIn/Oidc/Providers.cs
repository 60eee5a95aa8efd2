using System.Text.Json.Serialization;
using TalentPass.Core;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.SignIn.Oidc;

/// <summary>A configured provider.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="Settings">What is configured.</param>
/// <param name="Issuer">How it describes itself.</param>
internal sealed record Provider(string Name, ProviderSettings Settings, OidcIssuer Issuer);

/// <summary>A provider, as a page offers it.</summary>
/// <param name="Provider">Its name.</param>
/// <param name="Title">Its name to show.</param>
/// <param name="For">Whom it signs in: <c>talent</c> or <c>staff</c>.</param>
public sealed record ProviderView(string Provider, string Title, IReadOnlyList<string> For);

/// <summary>The providers.</summary>
/// <param name="Items">In the order of their names.</param>
/// <param name="DemoAccounts">The demo accounts, so that a page asks once for all ways to sign in; left out when they are switched off.</param>
public sealed record ProviderList(IReadOnlyList<ProviderView> Items, IReadOnlyList<DemoAccountView>? DemoAccounts);

/// <summary>The configured providers.</summary>
public sealed class Providers
{
    private readonly Provider[] _all;

    /// <summary>Makes the providers of the settings.</summary>
    public Providers(SignInSettings settings, IHttpClientFactory clients, TimeProvider time) => _all =
    [
        .. settings.Providers.OrderBy(each => each.Key, StringComparer.Ordinal)
            .Select(each => new Provider(each.Key, each.Value, new OidcIssuer(each.Value.Authority, clients.CreateClient(OidcTokens.HttpClientName), time))),
    ];

    /// <summary>Lists them, with the demo accounts.</summary>
    public Outcome<ProviderList> List(IReadOnlyList<DemoAccountView>? demoAccounts, bool english) =>
        new ProviderList([.. _all.Select(each => new ProviderView(each.Name, each.Settings.Title.In(english), [each.Settings.For]))], demoAccounts);

    internal Provider? Find(string? name) => _all.FirstOrDefault(each => each.Name == name);
}

[JsonSerializable(typeof(ProviderList))]
internal sealed partial class OidcJson : JsonSerializerContext;
