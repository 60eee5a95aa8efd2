namespace TalentPass.LocalHost;

/// <summary>Waits for what triggers one function and runs it.</summary>
internal interface ITriggerListener
{
    /// <summary>The function's name.</summary>
    string Function { get; }

    /// <summary>Prepares; a fault here keeps the host from starting.</summary>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Listens until the host stops and its last run has ended. Never faults.</summary>
    Task RunAsync();
}
