namespace TalentPass.LocalHost;

/// <summary>
/// Stands in for the Azure Functions host on a developer's machine and in tests: one process that runs the app's
/// HTTP, queue and timer functions with the Functions host's documented behaviour. Not for production: it asks for
/// no function keys and does not scale.
/// </summary>
public static class LocalApplication
{
    /// <summary>The counterpart of the worker's <c>FunctionsApplication.CreateBuilder</c>.</summary>
    /// <param name="args">Command-line settings, <c>--name value</c>.</param>
    public static LocalApplicationBuilder CreateBuilder(string[] args) => new(args);
}
