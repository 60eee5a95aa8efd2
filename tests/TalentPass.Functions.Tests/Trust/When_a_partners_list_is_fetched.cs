using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TalentPass.Core.Trust.Partners;
using TalentPass.Functions.Trust;

namespace TalentPass.Functions.Tests.Trust;

/// <summary>
/// The server fetches a partner's status list. Whatever the partner's name leads to in the DNS, the server connects to public
/// addresses only.
/// </summary>
public sealed class When_a_partners_list_is_fetched(ClassAccount account) : IClassFixture<ClassAccount>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Inside => ["127.0.0.1", "::1", "::ffff:127.0.0.1", "10.1.2.3", "169.254.169.254", "fd00::1", "8.8.8.8 127.0.0.1", ""];

    [Theory]
    [MemberData(nameof(Inside))]
    public async Task A_name_that_leads_inside_is_not_called(string answers)
    {
        using var neighbour = new TcpListener(IPAddress.Loopback, 0);
        neighbour.Start();
        var to = new DnsEndPoint("zs.example", ((IPEndPoint)neighbour.LocalEndpoint).Port);
        await Assert.ThrowsAsync<HttpRequestException>(() => PartnerStatusFetch.ConnectAsync(Resolve(answers), to, Cancel).AsTask());
        Assert.False(neighbour.Pending());
    }

    [Fact]
    public async Task The_app_asks_for_the_addresses_when_it_connects_and_takes_no_list_from_inside()
    {
        var asked = new List<string>();
        var answers = "127.0.0.1";
        using var app = AppServices.Build(account.Connection, replace: services => services.Replace(ServiceDescriptor.Singleton<ResolveHost>((name, cancel) =>
        {
            asked.Add(name);
            return Resolve(answers)(name, cancel);
        })));
        var fetch = app.GetRequiredService<StatusFetch>();
        Assert.Null(await fetch(new Uri("https://zs.example/status/0"), Cancel));
        answers = "10.0.0.1";
        Assert.Null(await fetch(new Uri("https://zs.example/status/0"), Cancel));
        Assert.Equal(["zs.example", "zs.example"], asked);
    }

    [Theory]
    [InlineData("https://localhost/status/0")]
    [InlineData("https://127.0.0.1/status/0")]
    [InlineData("https://user@zs.example/status/0")]
    [InlineData("http://zs.example/status/0")]
    [InlineData("https://zs.example:8443/status/0")]
    public async Task An_address_that_was_recorded_before_it_was_refused_is_not_even_resolved(string address)
    {
        using var app = AppServices.Build(account.Connection, replace: services => services.Replace(ServiceDescriptor.Singleton<ResolveHost>(
            (name, _) => throw new InvalidOperationException($"{name} was resolved."))));
        Assert.Null(await app.GetRequiredService<StatusFetch>()(new Uri(address), Cancel));
    }

    private static ResolveHost Resolve(string answers) => (_, _) =>
        Task.FromResult(answers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse).ToArray());
}
