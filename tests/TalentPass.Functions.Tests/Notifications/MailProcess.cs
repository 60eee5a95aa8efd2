using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using TalentPass.Functions.Tests.Deployment;

namespace TalentPass.Functions.Tests.Notifications;

/// <summary>A letter whose content reached the server.</summary>
/// <param name="From">The sender of the envelope.</param>
/// <param name="To">The receiver of the envelope.</param>
/// <param name="Secure">Whether the line was encrypted.</param>
/// <param name="Raw">Headers and body as they came.</param>
internal sealed record MailSeen(string From, string To, bool Secure, string Raw);

/// <summary>
/// A real mail server (<c>smtp-server</c>) in a process of its own. What happens to a letter is in the name of its receiver: see
/// <c>smtp/server.js</c>.
/// </summary>
internal sealed class MailProcess : IAsyncDisposable
{
    public const string User = "talent", Password = "PASSWORD-OF-THE-TESTS";
    private static readonly JsonSerializerOptions _web = new(JsonSerializerDefaults.Web);
    private readonly Process _process;
    private readonly SelfMadeCertificate _certificate;
    private readonly ConcurrentQueue<MailSeen> _mails = new();
    private readonly TaskCompletionSource<int> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MailProcess(Process process, SelfMadeCertificate certificate) => (_process, _certificate) = (process, certificate);

    public int Port { get; private set; }

    /// <summary>Every letter so far, in order.</summary>
    public IReadOnlyList<MailSeen> Mails => [.. _mails];

    /// <summary>Starts a server.</summary>
    /// <param name="security"><c>none</c>, <c>starttls</c> or <c>tls</c>; its certificate is one that nobody trusts.</param>
    /// <param name="signIn">Whether it wants a sign-in.</param>
    /// <param name="isBusy">Whether its sign-in fails for now.</param>
    public static async Task<MailProcess> StartAsync(string security = "none", bool signIn = false, bool isBusy = false)
    {
        var folder = typeof(MailProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "SmtpFolder").Value!;
        var process = new Process { StartInfo = new("node", [Path.Combine(folder, "server.js")]) { RedirectStandardInput = true, RedirectStandardOutput = true } };
        var server = new MailProcess(process, new SelfMadeCertificate());
        process.OutputDataReceived += (_, line) => server.Read(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new
        {
            certificate = await File.ReadAllTextAsync(server._certificate.CertificateFile),
            key = await File.ReadAllTextAsync(server._certificate.KeyFile),
            security,
            user = signIn ? User : null,
            password = Password,
            certainty = isBusy ? "busy" : "sure",
        }));
        server.Port = await server._ready.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return server;
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
        _certificate.Dispose();
    }

    private void Read(string? line)
    {
        switch (line?.Split(' ', 2))
        {
            case ["ready", var port]:
                _ready.TrySetResult(int.Parse(port, CultureInfo.InvariantCulture));
                break;
            case ["mail", var json]:
                _mails.Enqueue(JsonSerializer.Deserialize<MailSeen>(json, _web)!);
                break;
            case null:
                _ready.TrySetException(new InvalidOperationException("The mail server has ended."));
                break;
        }
    }
}
