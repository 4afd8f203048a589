using System.Globalization;

using Bcs.Api.Catalogue;

using Portal.Contracts.Operations;
using Portal.Model.Operations;
using Portal.Resources;

namespace Portal.Tests.Features.Operations;

public sealed class OperationProblemTests
{
    public static TheoryData<string> Languages => [.. Texts.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void What_could_not_be_found_out_says_what_to_look_at_for_every_change(string language)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            var texts = new Texts();
            var general = texts["operation.unknown.remedy"];
            var looks = BcsOperations.All.Where(o => o.Changes)
                .Select(o => OperationProblem.Of(texts, Some.Operation(2, OperationStatuses.Unknown) with { Operation = o.Id })!.Remedy).ToList();

            Assert.DoesNotContain(general, looks);
            Assert.Distinct(looks);
            Assert.Equal(general, OperationProblem.Of(texts, Some.Operation(2, OperationStatuses.Unknown) with { Operation = null })!.Remedy);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
