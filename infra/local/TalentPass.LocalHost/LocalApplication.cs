namespace TalentPass.LocalHost;

/// <summary>
/// Replaces the Azure Functions host on a developer's machine and in tests: one process that runs the app's HTTP, queue and
/// timer functions with the documented behaviour of the Functions host. It is not for production: it asks for no function
/// keys and does not scale.
/// </summary>
public static class LocalApplication
{
    /// <summary>Creates a builder, as <c>FunctionsApplication.CreateBuilder</c> of the worker does.</summary>
    /// <param name="args">Settings on the command line, <c>--name value</c>.</param>
    public static LocalApplicationBuilder CreateBuilder(string[] args) => new(args);
}
