namespace TalentPass.Functions.Tests.Deployment;

/// <summary>Checks that the costs in <c>infra/README.md</c> are the storage calls multiplied by the prices given there.</summary>
public sealed class When_costs_are_told
{
    [Fact]
    public void Each_price_is_its_calls_times_the_price_of_a_call()
    {
        var (table, queue) = (CostTable.Price("Table Storage call"), CostTable.Price("Queue Storage call"));

        Assert.InRange(CostTable.Rows.Count, 8, 30);
        Assert.All(CostTable.Rows, row =>
        {
            var right = (row.Value.Tables * table) + (row.Value.Queues * queue);
            Assert.True(Math.Abs(row.Value.Dollars - right) < 0.006, $"{row.Key}: {right:F3}, not {row.Value.Dollars}.");
        });
    }
}
