using System.Net.Http.Json;

using Bcs.Api.Catalogue;

using Portal.Bff.Audit;
using Portal.Bff.Features.Certificates;
using Portal.Bff.Tests.Audit;
using Portal.Bff.Tests.Operations;
using Portal.Contracts;
using Portal.Contracts.Certificates;
using Portal.Testing;

namespace Portal.Bff.Tests.Certificates;

/// <summary>The list of certificates over one database, with a clock in the test's hands, somebody who may read it and somebody who may not.</summary>
internal sealed class CertificateListHost : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    private readonly AuditDatabase _database;
    private readonly CloudStub _cloud;

    private CertificateListHost(AuditDatabase database, CloudStub cloud, OperationsHost host, ManualTimeProvider time)
    {
        (_database, _cloud, Host, Time) = (database, cloud, host, time);
        Http = host.Browser("s-olivia");
    }

    public OperationsHost Host { get; }

    public ManualTimeProvider Time { get; }

    /// <summary>Browser of the one who may.</summary>
    public HttpClient Http { get; }

    public CertificateStore Store => Host.Get<CertificateStore>();

    /// <summary>Starts it. The database goes with it.</summary>
    public static async Task<CertificateListHost> StartAsync(AuditDatabase database)
    {
        var (people, time) = (new People(), new ManualTimeProvider(Now));
        people.SignIn("s-olivia", "olivia", "harbor", "meridian");
        people.SignIn("s-reader", "reader", "harbor");
        people.Grant("olivia", "harbor", BcsOperations.DownloadCertificates.Action);
        people.Grant("olivia", "meridian", BcsOperations.DownloadCertificates.Action);
        var cloud = await CloudStub.StartAsync("harbor");
        var host = await OperationsHost.StartAsync(
            database, cloud, time, people, false, (services, _) => services.AddCertificates(), app => app.MapCertificates());
        return new CertificateListHost(database, cloud, host, time);
    }

    public static CertificateFacts Facts(double days) => new($"serial-{days}", "CN=x", Now.AddDays(-1), Now.AddDays(days));

    public static HandedOut Handed(string user, CertificateFacts? facts) => new(
        "harbor", "svc-1", "anchor", user, CertificateKinds.Generated, false, facts, new AuditFile($"{user}.zip", 7, new string('a', 64)), "olivia", "harbor-000000000001", null);

    /// <summary>A certificate that ends so many days after the beginning went out to somebody.</summary>
    public Task HandOutAsync(string user, double days, string tenant = "harbor") => Store.HandedOutAsync(Handed(user, Facts(days)) with { Tenant = tenant }, default);

    public async Task<IReadOnlyList<CertificateDto>> ListAsync(string filter) =>
        (await Http.GetFromJsonAsync<Page<CertificateDto>>("/api/certificates?tenant=harbor" + filter))!.Items;

    public async Task<IEnumerable<string?>> UsersAsync(string filter) => (await ListAsync(filter)).Select(c => c.User);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        await _cloud.DisposeAsync();
        await _database.DisposeAsync();
    }
}
