namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Runs a function for each message of a queue. It has the shape of the attribute in
/// Microsoft.Azure.Functions.Worker.Extensions.Storage.Queues.
/// </summary>
/// <param name="queueName">The queue's name; <c>%name%</c> stands for a setting.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : Attribute
{
    /// <summary>The queue's name; <c>%name%</c> stands for a setting.</summary>
    public string QueueName { get; } = queueName;

    /// <summary>The name of the connection's settings; null means <c>AzureWebJobsStorage</c>.</summary>
    public string? Connection { get; set; }
}
