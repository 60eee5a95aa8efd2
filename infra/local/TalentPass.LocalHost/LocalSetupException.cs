namespace TalentPass.LocalHost;

/// <summary>The machine lacks something a local run needs. The message is one sentence that says what to do.</summary>
public sealed class LocalSetupException : Exception
{
    /// <summary>A fault with no sentence; there for serialisers only.</summary>
    public LocalSetupException()
    {
    }

    /// <summary>Something is missing.</summary>
    /// <param name="sentence">What is wrong and what to do, for a person.</param>
    public LocalSetupException(string sentence)
        : base(sentence)
    {
    }

    /// <summary>Something is missing.</summary>
    /// <param name="sentence">What is wrong and what to do, for a person.</param>
    /// <param name="cause">What was tried.</param>
    public LocalSetupException(string sentence, Exception cause)
        : base(sentence, cause)
    {
    }
}
