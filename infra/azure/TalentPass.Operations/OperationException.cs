namespace TalentPass.Operations;

/// <summary>An operation failed or cannot be done. The message tells the operator why.</summary>
/// <param name="message">One sentence.</param>
public sealed class OperationException(string message) : Exception(message);
