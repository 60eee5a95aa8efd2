using System.Diagnostics;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>
/// Fake versions of the commands that deploy.sh calls. They are small scripts that keep their state in files: <c>az</c> with a
/// storage container, a key vault and a site, <c>dotnet</c> that publishes and checks the deployment, <c>zip</c>, <c>git</c>
/// that counts versions, and a <c>sleep</c> that returns at once.
/// </summary>
internal sealed class FakeAzure : IDisposable
{
    private const string Az = """
        #!/bin/bash
        echo "az $*" >> "$FAKE/calls"
        value() { local name=$1; shift; while [ $# -gt 0 ]; do [ "$1" = "$name" ] && { echo "$2"; return; }; shift; done; }
        case "$*" in
          "account show --query {"*) [ -e "$FAKE/signed-in" ] && echo "City AzureCloud" ;;
          "group show"*) [ -e "$FAKE/group" ] && cat "$FAKE/group" ;;
          "functionapp list-flexconsumption-locations"*) printf 'East US\nChina North 3\n' ;;
          "ad signed-in-user show"*) echo deployer-1 ;;
          "deployment group what-if"*) echo "+ Microsoft.Web/sites" ;;
          "deployment group create"*) echo "$*" > "$FAKE/created" ;;
          "deployment group show"*)
            case "$(value --query "$@")" in
              *appName*) echo talentpass-app ;;
              *hostAccountName*) echo tphost ;;
              *publicHostName*) echo talentpass.example ;;
              *vaultName*) echo kv-tp ;;
              *dataAccountName*) echo tpdata ;;
            esac ;;
          "keyvault secret list-deleted"*)
            # The count of times that the role is not known yet.
            left=$(cat "$FAKE/deleted-unknown" 2>/dev/null || echo 0)
            [ "$left" -eq 0 ] || { echo $((left - 1)) > "$FAKE/deleted-unknown"; echo Forbidden >&2; exit 1; }
            cat "$FAKE/deleted-key" 2>/dev/null; exit 0 ;;
          "keyvault secret list "*) cat "$FAKE/known-key" 2>/dev/null; exit 0 ;;
          "keyvault secret set"*)
            file=$(value --file "$@")
            if [ -n "$file" ]; then cp "$file" "$FAKE/key"; else value --value "$@" > "$FAKE/former"; fi
            value --name "$@" >> "$FAKE/known-key" ;;
          "functionapp restart"*) ;;
          "storage blob exists"*)
            # As on a first day: roles are known a little later.
            [ -e "$FAKE/roles-known" ] || { touch "$FAKE/roles-known"; echo AuthorizationPermissionMismatch >&2; exit 1; }
            [ -e "$FAKE/releases/$(value --name "$@")" ] && echo true || echo false ;;
          "storage blob list"*) (cd "$FAKE/releases" && ls -tr -- *.zip) ;;
          "storage blob delete"*) rm "$FAKE/releases/$(value --name "$@")" ;;
          "storage blob upload"*) cp "$(value --file "$@")" "$FAKE/releases/$(value --name "$@")" ;;
          "storage blob download"*) cp "$FAKE/releases/$(value --name "$@")" "$(value --file "$@")" ;;
          "functionapp deployment source config-zip"*)
            [ -e "$FAKE/site-refuses" ] && { rm "$FAKE/site-refuses"; exit 1; }
            cp "$(value --src "$@")" "$FAKE/site" ;;
          *) echo "az does not know: $*" >&2; exit 2 ;;
        esac
        """;

    private const string Dotnet = """
        #!/bin/bash
        echo "dotnet $*" >> "$FAKE/calls"
        case "$1" in
          publish)
            while [ "$1" != -o ]; do shift; done
            mkdir -p "$2" && cp "$FAKE/version" "$2/app.dll" ;;
          # What runs is good unless its version is named bad.
          run) ! grep -qxf "$FAKE/bad" "$FAKE/site" ;;
        esac
        """;

    // A fake package is a copy of its only file.
    private const string Zip = """
        #!/bin/bash
        cp app.dll "$2"
        """;

    private const string Git = """
        #!/bin/bash
        echo "v$(($(sed s/v// "$FAKE/version") + 1))" | tee "$FAKE/version.new"
        mv "$FAKE/version.new" "$FAKE/version"
        """;

    private readonly TemporaryFolder _folder = new();

    public FakeAzure()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "bin"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "releases"));
        foreach (var (name, text) in new[] { ("az", Az), ("dotnet", Dotnet), ("zip", Zip), ("git", Git), ("sleep", "#!/bin/bash\n") })
        {
            var path = Path.Combine(_folder.Path, "bin", name);
            File.WriteAllText(path, text);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }
        }

        Write("version", "v0");
        Write("bad", "none\n");
        Write("signed-in", "");
        Write("group", "eastus\n");
    }

    /// <summary>Every call of <c>az</c> and <c>dotnet</c>, in order.</summary>
    public IReadOnlyList<string> Calls => File.Exists(At("calls")) ? File.ReadAllLines(At("calls")) : [];

    /// <summary>The master key in the vault.</summary>
    public string? Key => File.Exists(At("key")) ? File.ReadAllText(At("key")) : null;

    /// <summary>The version that a label of the container names, such as v1; null without one.</summary>
    public string? Labelled(string label) => File.Exists(At($"releases/{label}")) ? File.ReadAllText(At($"releases/{label}")).Split('-')[0] : null;

    /// <summary>The versions of the stored packages.</summary>
    public IEnumerable<string> Kept => Directory.EnumerateFiles(At("releases"), "*.zip").Select(path => Path.GetFileName(path).Split('-')[0]).Order(StringComparer.Ordinal);

    /// <summary>Reads a state file.</summary>
    public string Read(string name) => File.ReadAllText(At(name));

    /// <summary>Writes a state file.</summary>
    public void Write(string name, string text) => File.WriteAllText(At(name), text);

    public void Remove(string name) => File.Delete(At(name));

    public bool Has(string name) => File.Exists(At(name));

    /// <summary>The version in the package that the site runs.</summary>
    public string Runs => File.ReadAllText(At("site")).Trim();

    /// <summary>Runs deploy.sh.</summary>
    /// <param name="input">The answers that a person would type.</param>
    /// <param name="arguments">The command line.</param>
    /// <returns>The exit code and all output.</returns>
    public async Task<(int Code, string Output)> DeployAsync(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Bicep.Folder, "deploy.sh"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["FAKE"] = _folder.Path;
        start.Environment["PATH"] = $"{At("bin")}:{start.Environment["PATH"]}";
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await errors);
    }

    public void Dispose() => _folder.Dispose();

    private string At(string name) => Path.Combine(_folder.Path, name);
}
