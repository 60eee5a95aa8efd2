using System.Net.Sockets;
using System.Text;
using TalentPass.Benchmarks.Processes;

/// <summary>
/// A start-up hook of .NET (<c>DOTNET_STARTUP_HOOKS</c>), which runs in a measured process before its <c>Main</c>. It tells the
/// figures of the process over a Unix socket, and ends the process when its standard input ends, so that no measured process
/// outlives the command that started it. It works on threads of its own, so it also answers when the thread pool does not.
/// </summary>
internal static class StartupHook
{
    /// <summary>The environment variable with the path of the socket.</summary>
    public const string Variable = "TALENTPASS_FIGURES";

    private static long _exceptions;

    /// <summary>Called by the runtime.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path)
        {
            return;
        }

        AppDomain.CurrentDomain.FirstChanceException += static (_, _) => Interlocked.Increment(ref _exceptions);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        new Thread(() => Tell(listener)) { IsBackground = true, Name = "figures", Priority = ThreadPriority.AboveNormal }.Start();
        new Thread(EndWithParent) { IsBackground = true, Name = "end with the parent" }.Start();
    }

    // One byte is a question: G collects garbage first. The answer is one line.
    private static void Tell(Socket listener)
    {
        var question = new byte[1];
        while (true)
        {
            using var client = listener.Accept();
            try
            {
                while (client.Receive(question) == 1)
                {
                    if (question[0] == (byte)'G')
                    {
                        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
                    }

                    client.Send(Encoding.ASCII.GetBytes(ProcessUsage.Own(Interlocked.Read(ref _exceptions)).Line() + "\n"));
                }
            }
            catch (SocketException)
            {
                // The command has gone; another one may come.
            }
        }
    }

    private static void EndWithParent()
    {
        var input = Console.OpenStandardInput();
        var buffer = new byte[64];
        while (input.Read(buffer) > 0)
        {
            // Nobody writes here; only the end matters.
        }

        Environment.Exit(0);
    }
}
