namespace TalentPass.LocalHost;

/// <summary>The machine lacks something that a local run needs. The message is one sentence that says what to do.</summary>
public sealed class LocalSetupException : Exception
{
    /// <summary>Makes an exception without a sentence; only for serialisers.</summary>
    public LocalSetupException()
    {
    }

    /// <summary>Makes an exception with a sentence for a person.</summary>
    /// <param name="sentence">What is wrong and what to do.</param>
    public LocalSetupException(string sentence)
        : base(sentence)
    {
    }

    /// <summary>Makes an exception with a sentence for a person.</summary>
    /// <param name="sentence">What is wrong and what to do.</param>
    /// <param name="cause">The exception behind it.</param>
    public LocalSetupException(string sentence, Exception cause)
        : base(sentence, cause)
    {
    }
}
