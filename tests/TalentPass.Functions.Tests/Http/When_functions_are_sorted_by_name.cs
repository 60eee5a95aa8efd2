using Microsoft.AspNetCore.Routing.Template;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Tests.Http;

/// <summary>The Functions host tries the routes in the order of the function names and uses the first match.</summary>
public sealed class When_functions_are_sorted_by_name
{
    private static readonly List<Operation> _sorted =
        [.. new OperationTable(typeof(TalentPassRegistration).Assembly.GetTypes()).All.OrderBy(each => each.Name, StringComparer.OrdinalIgnoreCase)];

    [Fact]
    public void No_route_is_taken_by_a_function_that_sorts_before_its_own()
    {
        Assert.InRange(_sorted.Count, 50, 1000);
        Assert.Empty(
            from later in _sorted
            from earlier in _sorted.TakeWhile(each => each != later)
            where earlier.Matches(Example(later.Route)) && (earlier.Methods.Count == 0 || later.Methods.Count == 0 || earlier.Methods.Intersect(later.Methods).Any())
            select $"{earlier.Name} ({earlier.Route}) takes what is for {later.Name} ({later.Route})");
    }

    [Fact]
    public void What_answers_all_the_rest_comes_last() => Assert.Equal(_sorted.Last(), Assert.Single(_sorted, each => each.IsCatchAll));

    // Builds an example path. The parameter values differ from every literal segment of the app's routes.
    private static string Example(string route) => "/" + string.Join('/', TemplateParser.Parse(route).Segments.Select(
        segment => string.Concat(segment.Parts.Select(part => part.IsParameter ? "0example0" : part.Text))));
}
