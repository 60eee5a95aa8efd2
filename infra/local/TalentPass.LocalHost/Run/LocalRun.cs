using System.Runtime.InteropServices;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Spectre.Console;
using TalentPass.LocalHost.Azurite;

namespace TalentPass.LocalHost.Run;

/// <summary>
/// Runs the whole product on one machine with one command: starts Azurite and the app, shows the addresses, and stops what
/// it started. The options are in <see cref="LocalArguments.Usage"/>.
/// </summary>
public static class LocalRun
{
    private const int Failed = 1;
    private const int Interrupted = 130;
    private const int FileWidth = 200;

    /// <summary>The largest body in bytes that the Azure host is deployed with.</summary>
    internal const string DeployedBodyLimit = "11534336";

    /// <summary>Runs until Ctrl-C, or until the walk has ended.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="configure">Adds the app to the host.</param>
    /// <returns>The exit code: 0; 1 when the start failed, after one sentence for each mistake on standard error, or when a
    /// step of the walk failed; 130 when a signal stopped the start.</returns>
    public static async Task<int> RunAsync(string[] args, Action<LocalApplicationBuilder> configure)
    {
        using var setup = new CancellationTokenSource();
        try
        {
            var arguments = LocalArguments.Parse(args);
            if (arguments.Help)
            {
                Console.WriteLine(LocalArguments.Usage);
                return 0;
            }
            // Chinese and the blocks of the QR code need UTF-8; a console may have an older code page.
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
            LoopbackNeedsNoProxy();
            // Until the host handles these signals itself, they end the preparation, npm included.
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Cancel(signal, setup));
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Cancel(signal, setup));
            return await RunAsync(arguments, configure, setup.Token);
        }
        catch (LocalSetupException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return Failed;
        }
        catch (OptionsValidationException fault)
        {
            foreach (var mistake in fault.Failures)
                await Console.Error.WriteLineAsync(mistake);
            return Failed;
        }
        catch (OperationCanceledException) when (setup.IsCancellationRequested)
        {
            return Interrupted;
        }
    }

    private static async Task<int> RunAsync(LocalArguments arguments, Action<LocalApplicationBuilder> configure, CancellationToken cancellation)
    {
        var root = RepositoryRoot.Find();
        using var data = DataFolder.Take(Path.GetFullPath(arguments.Data ?? Path.Combine(root ?? Environment.CurrentDirectory, ".data")));
        var port = PortChoice.Choose(arguments.Port);
        await using var azurite = arguments.Azurite
            ? await AzuriteProcess.StartAsync(new AzuriteOptions { DataFolder = data.Storage, Say = text => Screen().WriteLine(text) }, cancellation)
            : null;

        var environment = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT");
        var builder = new LocalApplicationBuilder([.. arguments.Settings], environment ?? Environments.Development);
        builder.Options.Url = new Uri($"http://localhost:{port}");
        builder.Options.TimerFolder = data.Timers;
        Configure(builder, data, root, azurite?.ConnectionString());
        configure(builder);
        await using var app = builder.Build();
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException fault) when (fault.InnerException is AddressInUseException)
        {
            throw PortChoice.Taken(port);
        }
        data.Announce(builder.Options.Url);
        return await UseAsync(app, azurite, builder.Options.Url, arguments.Walk, data.Path);
    }

    private static async Task<int> UseAsync(LocalFunctionsApp app, AzuriteProcess? azurite, Uri address, bool walk, string dataFolder)
    {
        var lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();
        var lost = azurite?.Ended.ContinueWith(_ => lifetime.StopApplication(), TaskScheduler.Default);
        using var client = new AppClient(address);
        var held = true;
        try
        {
            await Readiness.WaitAsync(client, azurite is not null, lifetime.ApplicationStopping);
            if (walk)
                held = await new Walk(client, Screen(), TimeProvider.System).RunAsync(lifetime.ApplicationStopping);
            else
                await new StartPanel(client, Screen()).ShowAsync(dataFolder, lifetime.ApplicationStopping);
            if (!walk)
                await app.WaitForShutdownAsync();
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            held = !walk;
        }
        finally
        {
            await app.StopAsync();
        }
        return lost is { IsCompleted: true }
            ? throw new LocalSetupException("Azurite, the storage emulator, ended by itself; run the command again.")
            : held ? 0 : Failed;
    }

    // Asked for when there is something to show: finding out what a terminal can do takes a part of the start.
    private static IAnsiConsole Screen()
    {
        // A file has no right edge, but 80 columns would be assumed.
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = FileWidth;
        return AnsiConsole.Console;
    }

    private static void Configure(LocalApplicationBuilder builder, DataFolder data, string? root, string? storage)
    {
        foreach (var name in (string[])["AzureWebJobsStorage", "TalentPassStorage"])
        {
            if (storage is not null)
                builder.Configuration[name] = storage;
            else if (!builder.Configuration.GetSection(name).Exists())
                throw new LocalSetupException($"--no-azurite needs the setting {name}; set it to the connection string of a storage account, or leave --no-azurite out.");
        }
        Default("KeyRing:KeyFile", data.KeyFile);
        Default("City:PublicUrl", builder.Options.Url.GetLeftPart(UriPartial.Authority));
        Default("Seeds:Path", Path.Combine(root ?? AppContext.BaseDirectory, "seeds"));
        Default("Storage:CreateMissing", "true");
        Default("Demo:Accounts", "true");
        Default(LocalApplicationBuilder.RequestBodyLimit, DeployedBodyLimit);
        Default("Logging:LogLevel:Default", nameof(LogLevel.Warning));
        // JSON lines where no person reads the console.
        if (Console.IsOutputRedirected)
            builder.Logging.AddJsonConsole(line => (line.UseUtcTimestamp, line.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        else
            builder.Logging.AddSimpleConsole(line => line.SingleLine = true);

        void Default(string name, string value)
        {
            if (string.IsNullOrEmpty(builder.Configuration[name]))
                builder.Configuration[name] = value;
        }
    }

    private static void Cancel(PosixSignalContext signal, CancellationTokenSource setup)
    {
        // The signal must not end the process: the program first ends everything it started, then itself.
        signal.Cancel = true;
        setup.Cancel();
    }

    private static void LoopbackNeedsNoProxy()
    {
        const string Name = "no_proxy";
        var already = Environment.GetEnvironmentVariable(Name) ?? Environment.GetEnvironmentVariable("NO_PROXY");
        Environment.SetEnvironmentVariable(Name, string.IsNullOrEmpty(already) ? "127.0.0.1,localhost" : already + ",127.0.0.1,localhost");
    }
}
