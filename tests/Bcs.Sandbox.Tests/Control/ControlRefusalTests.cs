using System.Text;

namespace Bcs.Sandbox.Tests.Control;

/// <summary>What control does not understand it says so, with the reason, and nothing is changed. Nothing is, so these tests share one emulator.</summary>
public sealed class ControlRefusalTests(SharedSandbox shared) : IClassFixture<SharedSandbox>
{
    private static readonly string[] Junk = ["", "{", "7", "\"word\"", "{\"nonsense\":1}", "{\"speed\":1,\"speed\":2}"];

    public static TheoryData<string, string, string, string> Requests => new()
    {
        { "PUT /sandbox/clock", """{"velocity":3}""", "velocity", "is not known" },
        { "PUT /sandbox/clock", """{"speed":"60"}""", "speed", "value" },
        { "PUT /sandbox/clock", """{"advanceSeconds":-5}""", "advanceSeconds", "0 to" },
        { "PUT /sandbox/clock", """{"advanceSeconds":1e99}""", "advanceSeconds", "0 to" },
        { "PUT /sandbox/clock", "null", "body", "needed" },
        { "GET /sandbox/calls?since=-1", "", "since", "negative" },
        { "GET /sandbox/calls?since=yesterday", "", "since", "value" },
        { "GET /sandbox/calls?sinse=3", "", "sinse", "is not known" },
        { "PUT /sandbox/dialect", "2", "dialect", "live or reference" },
        { "PUT /sandbox/dialect", """{"dialect":"live","speed":1}""", "dialect", "live or reference" },
        { "PUT /sandbox/faults", """[{"operation":"createService"}]""", "createService", "catalogue" },
        { "PUT /sandbox/faults", """[{"operation":"iam","timeOutAfter1":true}]""", "timeOutAfter1", "is not known" },
        { "PUT /sandbox/faults", """[{"timeoutAfter":"yes"}]""", "timeoutAfter", "value" },
        { "PUT /sandbox/faults", """[{"failAtStep":{"stage":"x"}}]""", "stage", "is not known" },
        { "PUT /sandbox/faults", """[{"failAtStep":{"code":"BCS.4001049"}}]""", "failAtStep", "step" },
        { "PUT /sandbox/faults", """[{"stallAtStep":""}]""", "stallAtStep", "step" },
        { "PUT /sandbox/faults", """[{"method":"FETCH","status":500}]""", "method", "GET" },
        { "PUT /sandbox/faults", """[{"path":"v2","status":500}]""", "path", "/" },
        { "PUT /sandbox/faults", """[{"tenant":"nobody","status":500}]""", "nobody", "not known" },
        { "PUT /sandbox/faults", """[{"count":-1,"status":500}]""", "count", "positive" },
        { "PUT /sandbox/faults", """[{"latencyMs":-1}]""", "latencyMs", "0 to" },
        { "PUT /sandbox/faults", """[{"status":42}]""", "status", "200" },
        { "PUT /sandbox/faults", """[{"message":"x"}]""", "message", "status" },
        { "PUT /sandbox/faults", """[{"status":500,"act":true}]""", "act", "html" },
        { "PUT /sandbox/faults", """[{"status":500,"dropAfter":true}]""", "one outcome", "status" },
        { "PUT /sandbox/faults", """[{"timeoutBefore":true,"cutBody":true}]""", "one outcome", "cutBody" },
        { "PUT /sandbox/faults", "[null]", "rule", "object" },
        { "PUT /sandbox/faults", "{}", "body", "JSON" },
        { "POST /sandbox/bulk", """{"tenant":"harbor","finishedOperations":-1}""", "finishedOperations", "1 to" },
        { "POST /sandbox/bulk", """{"tenant":null,"finishedOperations":1}""", "tenant", "known" },
        { "POST /sandbox/reset", """{"scenario":"chaos"}""", "scenario", "demo" },
        { "POST /sandbox/reset", """{"seed":1.5}""", "seed", "value" },
        { "POST /sandbox/incidents", """{"tenant":"harbor"}""", "service", "known" },
        { "PUT /sandbox/tenants/harbor", """{"serviceQuota":-1}""", "serviceQuota", "0 to" },
        { "PUT /sandbox/tenants/harbor", "{}", "serviceQuota", "0 to" },
        { "POST /sandbox/services/none", """{"status":"Asleep"}""", "status", "Normal" },
        { "PUT /sandbox/users/harbor-logistics/viewer", """{"role":"King"}""", "role", "ReadOnly" },
        { "PUT /sandbox/users/harbor-logistics/viewer", """{"policies":[{"Statement":[{"Effect":"Allow"}]}]}""", "statement", "Action" },
        { "PUT /sandbox/users/harbor-logistics/viewer", """{"policies":[{"Statemend":[]}]}""", "Statemend", "is not known" },
        { "PUT /sandbox/openid/clients", "[null]", "client", "clientId" },
        { "PUT /sandbox/openid/clients", """[{"clientId":"x","redirectUris":[],"postLogoutRedirectUris":[],"backchannelLogoutUri":"nowhere"}]""", "client", "backchannelLogoutUri" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_that_makes_no_sense_is_400_and_says_why(string request, string body, string what, string why)
    {
        var (status, reason) = await SendAsync(request.Split(' ')[0], request.Split(' ')[1], body);
        Assert.True(status == 400 && reason.Contains(what, StringComparison.Ordinal) && reason.Contains(why, StringComparison.Ordinal), $"{status} {reason}");
        Assert.DoesNotContain("Sandbox.", reason, StringComparison.Ordinal);
        Assert.Equal("[]", await shared.Sandbox.Http.GetStringAsync("/sandbox/faults"));
    }

    [Fact]
    public async Task No_route_of_control_ignores_what_it_does_not_know()
    {
        var routes = shared.Sandbox.ControlRoutes.ToList();
        Assert.True(routes.Count > 20, $"{routes.Count}");
        var wrong = new List<string>();
        foreach (var (method, template, hasBody) in routes)
        {
            var path = System.Text.RegularExpressions.Regex.Replace(template, @"\{\w+\}", "none");
            await ExpectAsync(method, path + "?nonsense=1", hasBody ? "{}" : "");

            // Without a body a reset is one to where it was.
            foreach (var body in hasBody ? Junk.Where(j => j.Length > 0 || path != "/sandbox/reset") : [])
            {
                await ExpectAsync(method, path, body);
            }
        }

        Assert.Empty(wrong);

        async Task ExpectAsync(string method, string path, string body)
        {
            var (status, reason) = await SendAsync(method, path, body);
            if (status != 400 || reason.Length < 5)
            {
                wrong.Add($"{method} {path} {body}: {status} {reason}");
            }
        }
    }

    [Fact]
    public async Task Body_that_does_not_say_that_it_is_json_is_400()
    {
        using var content = new StringContent("""{"speed":0}""", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await shared.Sandbox.Http.PutAsync("/sandbox/clock", content);
        Assert.Equal((400, "\"the body must be sent as application/json\""), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5999", 403)]
    [InlineData("null", 403)]
    [InlineData("", 400)]
    public async Task Page_of_another_site_controls_nothing(string origin, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sandbox/reset?nonsense=1");
        request.Headers.Add("Origin", origin.Length > 0 ? origin : shared.Sandbox.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var answer = await shared.Sandbox.Http.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    private async Task<(int Status, string Reason)> SendAsync(string method, string path, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body.Length == 0 ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await shared.Sandbox.Http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
