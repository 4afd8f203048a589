using System.Globalization;

using Bcs.Sandbox.Engine;
using Bcs.Sandbox.Engine.State;
using Bcs.Sandbox.OpenId;
using Bcs.Sandbox.Pipeline;

using Microsoft.AspNetCore.Http.HttpResults;

namespace Bcs.Sandbox.Control;

/// <summary>Control of the emulator under <c>/sandbox</c>, and its health.</summary>
internal static class ControlEndpoints
{
    private const int MostBulkOperations = 1_000_000;
    private const double MostAdvanceSeconds = 10 * 365 * 86_400d;

    public static void MapControl(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => TypedResults.Text("ok"));
        var sandbox = endpoints.MapControlGroup();
        sandbox.MapGet("/health", () => TypedResults.Text("ok"));
        sandbox.MapGet("/demo", Demo);
        sandbox.MapGet("/calls", Calls);
        sandbox.MapGet("/clock", (SandboxClock clock) => Shown(clock));
        sandbox.MapPut("/clock", SetClock);
        sandbox.MapGet("/faults", (FaultTable faults) => faults.Rules);
        sandbox.MapPut("/faults", SetFaults);
        sandbox.MapPost("/bulk", AddBulk);
        sandbox.MapPost("/reset", Reset);
        sandbox.MapUsers();
        sandbox.MapDialect();
        sandbox.MapIncidents();
        sandbox.MapCertificates();
        sandbox.MapServices();
        sandbox.MapOpenIdControl();
    }

    private static IEnumerable<DemoTenant> Demo(SandboxWorld world)
    {
        lock (world.Gate)
        {
            return [.. world.Tenants.Select(t => new DemoTenant(t.Id, t.Domain, t.Project, t.ProjectId, [.. t.Users.Select(u => UserEndpoints.Shown(t, u))]) 
            {
                Name = t.Name,
                SingleSignOn = [.. OpenIdPeople.All.Where(p => p.Tenant == t.Id).Select(p => new DemoPerson($"{p.Name}@{t.Domain}", p.Password, p.Group, Roles.Operator))],
            })];
        }
    }

    private static Results<Ok<IReadOnlyList<CallEntry>>, BadRequest<string>> Calls(CallLog calls, long since = 0) =>
        since < 0 ? TypedResults.BadRequest("since must not be negative") : TypedResults.Ok(calls.Since(since));

    private static Results<Ok<ClockShown>, BadRequest<string>> SetClock(ClockSetting setting, SandboxClock clock, SandboxWorld world)
    {
        if (setting is { Speed: null, AdvanceSeconds: null } || setting.Speed is { } speed && !SandboxClock.IsSpeed(speed)
            || setting.AdvanceSeconds is not (null or (>= 0 and <= MostAdvanceSeconds)))
        {
            return TypedResults.BadRequest(string.Create(
                CultureInfo.InvariantCulture, $"speed must be 0 to {SandboxClock.MaxSpeed}, advanceSeconds 0 to {MostAdvanceSeconds}, and one of them given"));
        }

        lock (world.Gate)
        {
            if (setting.AdvanceSeconds is { } seconds)
            {
                clock.Advance(TimeSpan.FromSeconds(seconds));
            }

            if (setting.Speed is { } newSpeed)
            {
                clock.SetSpeed(newSpeed);
            }

            world.Changed();
        }

        return TypedResults.Ok(Shown(clock));
    }

    private static Results<Ok<IReadOnlyList<FaultRule>>, BadRequest<string>> SetFaults(List<FaultRule?> asked, FaultTable faults, SandboxWorld world, SandboxClock clock)
    {
        var rules = asked.ConvertAll(FaultTable.Complete);
        foreach (var rule in rules)
        {
            if (FaultTable.Check(rule) is { } reason)
            {
                return TypedResults.BadRequest(reason);
            }

            lock (world.Gate)
            {
                if (rule!.Tenant is { } tenant && world.FindTenant(tenant) is null)
                {
                    return TypedResults.BadRequest($"tenant {tenant} is not known");
                }
            }
        }

        lock (world.Gate)
        {
            foreach (var tenant in world.Tenants)
            {
                OperationEngine.Resume(tenant, clock.Now);
            }

            world.Changed();
        }

        faults.Replace(rules!);
        return TypedResults.Ok(faults.Rules);
    }

    private static Results<NoContent, BadRequest<string>> AddBulk(BulkSetting setting, SandboxWorld world, SandboxClock clock)
    {
        lock (world.Gate)
        {
            if (world.FindTenant(setting.Tenant) is not { } tenant || setting.FinishedOperations is < 1 or > MostBulkOperations)
            {
                return TypedResults.BadRequest($"tenant must be known and finishedOperations 1 to {MostBulkOperations}");
            }

            PastOperations.Add(world, tenant, setting.FinishedOperations, clock.Now);
            return TypedResults.NoContent();
        }
    }

    private static Results<NoContent, BadRequest<string>> Reset(ResetSetting? setting, SandboxWorld world, FaultTable faults, CallLog calls)
    {
        if (setting?.Scenario is { } scenario && !Scenarios.Names.Contains(scenario))
        {
            return TypedResults.BadRequest($"scenario must be one of: {string.Join(", ", Scenarios.Names)}");
        }

        lock (world.Gate)
        {
            world.Reset(setting?.Seed, setting?.Scenario);
        }

        faults.Replace([]);
        calls.Clear();
        return TypedResults.NoContent();
    }

    private static ClockShown Shown(SandboxClock clock) => new(clock.UtcNow, clock.Speed);
}
