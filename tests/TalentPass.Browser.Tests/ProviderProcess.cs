using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace TalentPass.Browser.Tests;

/// <summary>
/// A real provider of OpenID Connect (the certified <c>oidc-provider</c>) in a process of its own, over https. It signs in whoever is
/// named, with any password.
/// </summary>
internal sealed class ProviderProcess : IAsyncDisposable
{
    public const string Client = "talentpass";
    public const string Secret = "secret-of-the-tests";
    private readonly Process _process;

    private ProviderProcess(Process process, int port) => (_process, Authority) = (process, $"https://localhost:{port}");

    public string Authority { get; }

    /// <summary>Starts a provider.</summary>
    /// <param name="name">Its name in the app.</param>
    /// <param name="certificate">The certificate of this machine.</param>
    /// <param name="origin">The public address of the app.</param>
    /// <param name="people">The claims of each person, by the name with which the person signs in.</param>
    public static async Task<ProviderProcess> StartAsync(string name, LocalCertificate certificate, string origin, IReadOnlyDictionary<string, Dictionary<string, object>> people)
    {
        var folder = typeof(ProviderProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "ProviderFolder").Value!;
        var trusted = Path.Combine(AppContext.BaseDirectory, $"{name}-{certificate.Value.Thumbprint}.pem");
        await File.WriteAllTextAsync(trusted, certificate.Pem);
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "provider.js")]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // It calls the app to tell of sign-outs.
        start.Environment["NODE_EXTRA_CA_CERTS"] = trusted;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new
        {
            certificate = certificate.Pem,
            key = certificate.KeyPem,
            client = new
            {
                client_id = Client,
                client_secret = Secret,
                redirect_uris = new[] { $"{origin}/api/v1/sign-in/oidc/{name}/callback" },
                post_logout_redirect_uris = new[] { $"{origin}/" },
                backchannel_logout_uri = $"{origin}/api/v1/sign-in/oidc/{name}/sign-out",
                backchannel_logout_session_required = true,
            },
            people,
        }));
        return new ProviderProcess(process, int.Parse((await LineAsync(process, "ready "))["ready ".Length..], System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The settings of an app that signs people in here.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings(string name, string audience, string zh, string en) => new Dictionary<string, string?>
    {
        [$"SignIn:Providers:{name}:TitleZh"] = zh,
        [$"SignIn:Providers:{name}:TitleEn"] = en,
        [$"SignIn:Providers:{name}:For"] = audience,
        [$"SignIn:Providers:{name}:Authority"] = Authority,
        [$"SignIn:Providers:{name}:ClientId"] = Client,
        [$"SignIn:Providers:{name}:ClientSecret"] = Secret,
        [$"SignIn:Providers:{name}:RoleNames:rc-hall"] = "hall",
        [$"SignIn:Providers:{name}:RoleNames:rc-desk"] = "desk",
        [$"SignIn:Providers:{name}:RoleNames:rc-supervisor"] = "supervisor",
        [$"SignIn:Providers:{name}:RoleNames:rc-office"] = "office",
        [$"SignIn:Providers:{name}:DocumentKinds:111"] = "resident_id",
        [$"SignIn:Providers:{name}:DocumentKinds:414"] = "passport",
    };

    /// <summary>Replaces the signing key.</summary>
    public async Task RotateAsync()
    {
        await _process.StandardInput.WriteLineAsync("rotate");
        await LineAsync(_process, "rotated");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<string> LineAsync(Process process, string begin)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line.StartsWith(begin, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException("The provider has ended. Run npm ci in the folder of the provider to see why.");
    }
}
