namespace TalentPass.Operations;

/// <summary>What an operator asked for did not hold or cannot be done; the message says why.</summary>
/// <param name="message">One sentence.</param>
public sealed class OperationException(string message) : Exception(message);
