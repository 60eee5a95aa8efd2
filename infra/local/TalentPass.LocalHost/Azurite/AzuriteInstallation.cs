using System.Security.Cryptography;

namespace TalentPass.LocalHost.Azurite;

/// <summary>The installation of Azurite on this machine, exactly as <c>infra/local/package-lock.json</c> pins it.</summary>
internal sealed class AzuriteInstallation
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly string _folder;

    private AzuriteInstallation(string folder) => _folder = folder;

    /// <summary>The path of Azurite's program.</summary>
    public string EntryPoint => Path.Combine(_folder, "node_modules", "azurite", "dist", "src", "azurite.js");

    /// <summary>The path of the script that ends Azurite when this process ends.</summary>
    public string Runner { get; private set; } = "";

    /// <summary>Installs Azurite if it is not installed. Several processes may call this at the same time.</summary>
    /// <exception cref="LocalSetupException">npm is missing, the download failed, or another process has been installing
    /// for more than ten minutes.</exception>
    public static async Task<AzuriteInstallation> EnsureAsync(AzuriteOptions options, NodeCommand command, CancellationToken cancellation)
    {
        var manifest = Resource("package.json");
        var locked = Resource("package-lock.json");
        var parent = options.InstallFolder ?? DefaultFolder();
        var installation = new AzuriteInstallation(Path.Combine(parent, Hash([.. manifest, .. locked])));
        Directory.CreateDirectory(parent);
        if (!File.Exists(installation.EntryPoint))
        {
            await using var only = await LockAsync(installation._folder + ".lock", cancellation);
            if (!File.Exists(installation.EntryPoint))
                await installation.InstallAsync(manifest, locked, options.Say, command, cancellation);
        }
        installation.Runner = await installation.WriteRunnerAsync(cancellation);
        return installation;
    }

    private static string DefaultFolder()
    {
        var root = RepositoryRoot.Find();
        return root is not null
            ? Path.Combine(root, ".data", "azurite")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "talentpass", "azurite");
    }

    private async Task InstallAsync(byte[] manifest, byte[] locked, Action<string> say, NodeCommand command, CancellationToken cancellation)
    {
        var npm = command.FindNpm();
        say("Installing Azurite, the storage emulator (once, about 190 MB) …");
        var part = _folder + ".part";
        if (Directory.Exists(part))
            Directory.Delete(part, recursive: true);
        Directory.CreateDirectory(part);
        await File.WriteAllBytesAsync(Path.Combine(part, "package.json"), manifest, cancellation);
        await File.WriteAllBytesAsync(Path.Combine(part, "package-lock.json"), locked, cancellation);
        var (code, output) = await command.RunAsync(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], part, cancellation);
        if (code != 0)
        {
            throw new LocalSetupException(
                $"Azurite could not be downloaded ({Reason(output)}); check the network and npm's registry (npm config get registry), then run the command again.");
        }
        // A rename makes the folder appear complete or not at all.
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        Directory.Move(part, _folder);
    }

    private async Task<string> WriteRunnerAsync(CancellationToken cancellation)
    {
        var script = Resource("run-azurite.cjs");
        var path = Path.Combine(_folder, $"run-azurite-{Hash(script)}.cjs");
        if (!File.Exists(path))
        {
            var part = path + "." + Environment.ProcessId;
            await File.WriteAllBytesAsync(part, script, cancellation);
            File.Move(part, path, overwrite: true);
        }
        return path;
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        for (var begun = clock.GetTimestamp(); ;)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException fault)
            {
                if (clock.GetElapsedTime(begun) > Patience)
                    throw new LocalSetupException($"Another process has been installing Azurite for {Patience.TotalMinutes} minutes; end it, delete {path} and run the command again.", fault);
                await Task.Delay(200, cancellation);
            }
        }
    }

    private static string Reason(string output) =>
        output.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith("npm error ", StringComparison.Ordinal))
            is { } line ? line["npm error ".Length..] : "npm ci failed";

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];

    private static byte[] Resource(string name)
    {
        using var stream = typeof(AzuriteInstallation).Assembly.GetManifestResourceStream("azurite/" + name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
