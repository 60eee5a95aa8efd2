using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TalentPass.LocalHost;
using TalentPass.LocalHost.Azurite;
using TalentPass.LocalHost.Run;

namespace TalentPass.Functions.Tests.LocalHost;

/// <summary>For each thing that can be missing on the machine, the local run prints one sentence that says what to do.</summary>
public sealed class When_the_machine_lacks_something : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_node_it_says_what_to_install() => Assert.Equal(
        "Node.js is not on the PATH. Install Node.js 20 or later from https://nodejs.org, open a new shell and run the command again.",
        await SentenceAsync(new() { ["PATH"] = _folder.Path }));

    [Fact]
    public async Task With_an_old_node_it_says_which_and_what_to_install()
    {
        Program("node", "echo v18.20.4");

        Assert.Equal(
            "Node.js v18.20.4 is too old. Install Node.js 20 or later from https://nodejs.org, open a new shell and run the command again.",
            await SentenceAsync(new() { ["PATH"] = _folder.Path }));
    }

    [Fact]
    public async Task Without_npm_it_says_where_it_comes_from()
    {
        Program("node", "echo v20.0.0");

        Assert.Equal(
            "npm is not on the PATH. Install it, it comes with Node.js from https://nodejs.org, open a new shell and run the command again.",
            await SentenceAsync(new() { ["PATH"] = _folder.Path }));
    }

    [Fact]
    public async Task When_the_download_fails_it_says_why_and_what_to_check()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();

        var sentence = await SentenceAsync(new()
        {
            ["npm_config_registry"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"),
            ["npm_config_cache"] = Path.Combine(_folder.Path, "cache"),
            ["npm_config_fetch_retries"] = "0",
        });

        Assert.Equal(
            "Azurite could not be downloaded (code ECONNREFUSED); check the network and npm's registry (npm config get registry), then run the command again.", sentence);
        Assert.DoesNotContain(Directory.GetDirectories(Install), path => !path.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public void When_the_port_asked_for_is_taken_it_says_so()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var fault = Assert.Throws<LocalSetupException>(() => PortChoice.Choose(port));

        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"Port {port} is taken by another program; end that program or choose another port with --port."), fault.Message);
    }

    [Fact]
    public void When_the_data_is_in_use_it_says_where_the_other_run_is()
    {
        using (var first = DataFolder.Take(_folder.Path))
        {
            first.Announce(new Uri("http://localhost:7075"));

            var fault = Assert.Throws<LocalSetupException>(() => DataFolder.Take(_folder.Path));

            Assert.Equal(
                $"TalentPass already runs on http://localhost:7075/ (process {Environment.ProcessId}) with the data in {_folder.Path}; use it, stop it, or choose another folder with --data.",
                fault.Message);
        }
        DataFolder.Take(_folder.Path).Dispose();
    }

    [Theory]
    [InlineData("--port", "many", "--port takes a number from 0 to 65535, not \"many\".")]
    [InlineData("--port", "70000", "--port takes a number from 0 to 65535, not \"70000\".")]
    public void When_an_option_is_unusable_it_says_what_it_takes(string name, string value, string expected) =>
        Assert.Equal(expected, Assert.Throws<LocalSetupException>(() => LocalArguments.Parse([name, value])).Message);

    [Fact]
    public async Task Two_processes_that_install_at_once_install_once()
    {
        var log = Path.Combine(_folder.Path, "installs");
        Program("node", "echo v20.0.0");
        Program("npm", $"echo one >> {log}; /bin/mkdir -p node_modules/azurite/dist/src; echo > node_modules/azurite/dist/src/azurite.js");
        var options = new AzuriteOptions { InstallFolder = Install, Environment = new Dictionary<string, string> { ["PATH"] = _folder.Path } };

        var installed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            AzuriteInstallation.EnsureAsync(options, new NodeCommand(options.Environment), Cancellation)));

        Assert.Equal(["one"], await File.ReadAllLinesAsync(log, Cancellation));
        Assert.All(installed, installation => Assert.True(File.Exists(installation.EntryPoint) && File.Exists(installation.Runner)));
    }

    private string Install => Path.Combine(_folder.Path, "install");

    private async Task<string> SentenceAsync(Dictionary<string, string> environment)
    {
        var options = new AzuriteOptions { InstallFolder = Install, Environment = environment };
        return (await Assert.ThrowsAsync<LocalSetupException>(() => AzuriteProcess.StartAsync(options, Cancellation))).Message;
    }

    /// <summary>Writes a fake program into a folder on the PATH.</summary>
    private void Program(string name, string script)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The stand-ins for node and npm are shell scripts.");
            return;
        }
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
