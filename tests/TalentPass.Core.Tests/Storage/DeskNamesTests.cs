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

    [Theory]
    [InlineData(Roles.Desk, "education", "education", true)]
    [InlineData(Roles.Desk, "education", "education-yinzhou", false)]
    [InlineData(Roles.Desk, "education-yinzhou", "education", false)]
    [InlineData(Roles.Desk, null, null, false)]
    [InlineData(Roles.Supervisor, "education", "education-yinzhou", true)]
    [InlineData(Roles.Supervisor, "education-yinzhou", "education", false)]
    [InlineData(Roles.Supervisor, "housing", "education-yinzhou", false)]
    [InlineData(Roles.Supervisor, null, "education-yinzhou", true)]
    [InlineData(Roles.Talent | Roles.Hall | Roles.Office, "education", "education", false)]
    public void Officers_work_at_their_own_desk_and_supervisors_also_at_those_below(Roles roles, string? department, string? desk, bool works) =>
        Assert.Equal(works, DeskNames.IsStaffOf(new Actor("a", "A", roles, department, null), desk));
}
