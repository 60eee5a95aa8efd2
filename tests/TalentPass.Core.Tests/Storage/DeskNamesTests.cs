using TalentPass.Core.Storage;

namespace TalentPass.Core.Tests.Storage;

public sealed class DeskNamesTests
{
    [Theory]
    [InlineData("education", "education", "desk-education")]
    [InlineData("education-yinzhou", "education", "desk-education")]
    [InlineData("exit-entry", "exit-entry", "desk-exit-entry")]
    [InlineData("exit-entry-hi-tech-zone", "exit-entry", "desk-exit-entry")]
    public void A_desk_shares_the_queue_of_its_department(string desk, string city, string queue)
    {
        Assert.True(DeskNames.IsDesk(desk));
        Assert.Equal((city, queue), (DeskNames.CityOf(desk), StorageLayout.DeskQueue(desk)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("moon")]
    [InlineData("exit")]
    [InlineData("educationyinzhou")]
    [InlineData("education-")]
    [InlineData("education-Yinzhou")]
    [InlineData("education-yin_zhou")]
    [InlineData("education-yin|zhou")]
    [InlineData("education-鄞州")]
    [InlineData("education-0123456789012345678901234567890123")]
    public void Another_name_is_no_desk(string desk) => Assert.False(DeskNames.IsDesk(desk));

    [Theory]
    [InlineData("education", "education", true)]
    [InlineData("education", "education-yinzhou", true)]
    [InlineData("education-yinzhou", "education-yinzhou", true)]
    [InlineData("education-yinzhou", "education", false)]
    [InlineData("education-yinzhou", "education-yinzhou-east", false)]
    [InlineData("housing", "household", false)]
    [InlineData("hrss", "education-yinzhou", false)]
    [InlineData("moon", "moon", true)]
    [InlineData("education", null, false)]
    public void A_supervisor_supervises_the_desks_below(string department, string? desk, bool supervises) =>
        Assert.Equal(supervises, DeskNames.Supervises(department, desk));
}
