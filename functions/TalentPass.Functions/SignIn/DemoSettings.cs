namespace TalentPass.Functions.SignIn;

/// <summary>Configuration section <c>Demo</c>.</summary>
public sealed class DemoSettings
{
    /// <summary>
    /// Whether anybody may sign in as one of the made-up people of <c>seeds/demo</c>. The local run switches it on; an app
    /// in the environment Production refuses to start with it.
    /// </summary>
    public bool Accounts { get; set; }
}
