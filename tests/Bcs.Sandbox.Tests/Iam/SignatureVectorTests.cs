using System.Globalization;
using System.Text;
using System.Text.Json;

using Portal.Testing;

namespace Bcs.Sandbox.Tests.Iam;

/// <summary>
/// Requests that another implementation of the algorithm signed, sent byte by byte: what the SDKs sign is taken, what they do not or what was
/// changed on the way is not. Each row has its reason.
/// </summary>
public sealed class SignatureVectorTests : SandboxTest
{
    private static readonly JsonElement Vectors = JsonSerializer.Deserialize<JsonElement>(
        File.ReadAllBytes(Repo.PathOf("tests", "Bcs.Sandbox.Tests", "Iam", "signatures.json")));

    [Fact]
    public async Task Signatures_of_the_written_algorithm_are_taken_and_all_others_refused()
    {
        var date = DateTimeOffset.ParseExact(Vectors.GetProperty("date").GetString()!, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        Sandbox.Advance((date - Sandbox.Clock.UtcNow).TotalSeconds);
        var wrong = new List<string>();
        foreach (var vector in Vectors.GetProperty("vectors").EnumerateArray())
        {
            var answer = await SendAsync(vector);
            if (vector.GetProperty("refused").GetBoolean() ? RawCall.Status(answer) != 401 : !IsTaken(answer))
            {
                wrong.Add($"{vector.GetProperty("why").GetString()}: {answer.Split('\r')[0]}");
            }

            // Five failures in a row would lock the key; one success forgives them.
            Assert.True(IsTaken(await SendAsync(Vectors.GetProperty("vectors")[0])));
        }

        Assert.Empty(wrong);
    }

    /// <summary>The caller was known: BCS answered, if only that there is no such service.</summary>
    private static bool IsTaken(string answer) => RawCall.Status(answer) == 200 || (RawCall.Status(answer) == 400 && answer.Contains("\"BCS.", StringComparison.Ordinal));

    private Task<string> SendAsync(JsonElement vector) => RawCall.SendAsync(
        Sandbox.Http.BaseAddress!, Encoding.Latin1.GetBytes(vector.GetProperty("head").GetString()!), Encoding.UTF8.GetBytes(vector.GetProperty("body").GetString()!));
}
