using Portal.Contracts.Services;
using Portal.Model.Services;

namespace Portal.Tests.Model.Services;

public sealed class ServicesStateTests
{
    private static readonly DateTimeOffset Later = Some.Start.AddMinutes(1);

    private readonly ServicesState _read = ServicesState.Unread.With(Page(Some.Start, Some.Service("a", "Beta", 2), Some.Service("b", "alpha")), complete: true);

    [Fact]
    public void Services_stand_by_name_and_are_known_once_they_were_read()
    {
        Assert.Equal((false, 0), (ServicesState.Unread.Reading.IsRead, ServicesState.Unread.All.Count));
        Assert.Equal((true, true, Some.Start), (_read.Reading.IsRead, _read.Complete, _read.AsOf));
        Assert.Equal(["alpha", "Beta"], _read.All.Select(s => s.Name));
    }

    [Fact]
    public void Older_version_changes_nothing_and_a_newer_one_makes_the_list_younger()
    {
        Assert.Same(_read, _read.With(Some.Service("a", "old")));

        var changed = _read.With(Some.Service("a", "Gamma", 3) with { AsOf = Later });

        Assert.Equal(["alpha", "Gamma"], changed.All.Select(s => s.Name));
        Assert.Equal((Later, true), (changed.AsOf, changed.Complete));
        Assert.Equal(["alpha", "Beta"], _read.All.Select(s => s.Name));
    }

    [Fact]
    public void Complete_list_drops_what_is_not_in_it_unless_that_is_younger_and_a_part_drops_nothing()
    {
        var page = Page(Later, Some.Service("b", "alpha"));

        Assert.Equal(["alpha", "Beta"], _read.With(page, complete: false).All.Select(s => s.Name));
        Assert.Equal(["alpha"], _read.With(page, complete: true).All.Select(s => s.Name));
        Assert.Equal(["alpha", "new"], _read.With(Some.Service("c", "new") with { AsOf = Later }).With(page, complete: true).All.Select(s => s.Name));
    }

    [Fact]
    public void Service_that_is_gone_is_dropped()
    {
        Assert.Equal(["alpha"], _read.Without("a").All.Select(s => s.Name));
        Assert.Same(_read, _read.Without("unknown"));
    }

    private static ServicePage Page(DateTimeOffset asOf, params ServiceDto[] services) => new(services, null, asOf, null);
}
