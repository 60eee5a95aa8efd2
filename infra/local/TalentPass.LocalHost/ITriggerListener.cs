namespace TalentPass.LocalHost;

/// <summary>Waits for the events that trigger one function, and runs the function.</summary>
internal interface ITriggerListener
{
    /// <summary>The function's name.</summary>
    string Function { get; }

    /// <summary>Prepares to listen. An exception here keeps the host from starting.</summary>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Listens until the host stops and the last run has ended. Never throws.</summary>
    Task RunAsync();
}
