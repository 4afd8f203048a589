using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Access;
using Portal.Contracts.Notifications;
using Portal.Design;
using Portal.Live;
using Portal.Model.Notifications;
using Portal.Resources;

namespace Portal.Features.Notifications;

/// <summary>All notifications of a person in a tenant, newest first, live.</summary>
public sealed partial class NotificationsPage
{
    private LiveQuery<NotificationPage> _page = null!;
    private ProblemView? _refused;
    private bool _busy;

    /// <summary>Tenant in the address.</summary>
    [Parameter]
    public string TenantId { get; set; } = "";

    /// <summary>Kind to show.</summary>
    [SupplyParameterFromQuery]
    public string? Kind { get; set; }

    /// <summary>Shows only what was not seen yet.</summary>
    [SupplyParameterFromQuery(Name = "unread")]
    public bool Only { get; set; }

    /// <summary>Where the page begins.</summary>
    [SupplyParameterFromQuery]
    public string? Cursor { get; set; }

    [Inject]
    private NotificationsClient Client { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Texts T { get; set; } = null!;

    private NotificationPage? Listed => _page.Value;

    private ProblemView? Problem => _refused ?? ProblemView.From(T, _page);

    private int Unread => Listed?.Unread ?? 0;

    private NotificationsFilter Filter => new(Kind, Only);

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _page = Live<NotificationPage>(gone => Client.ListAsync(TenantId, Filter, Cursor, gone), keepsLastAnswer: true)
            .On<NotificationDto>((page, notice) => page.Items.Any(n => n.Id == notice.Id)
                ? page
                : page with { Items = Cursor is null && Filter.Fits(notice) ? [notice, .. page.Items] : page.Items, Unread = page.Unread + 1 });
        Client.Seen += OnSeen;
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => _page.AskAsync(TenantId, Filter.Url(TenantId, Cursor));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Client.Seen -= OnSeen;
        base.Dispose(disposing);
    }

    private void OnSeen() => Post(_page.ReloadAsync);

    private async Task MarkAsync(IReadOnlyList<string>? ids)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        _refused = ProblemView.From(T, await Client.MarkReadAsync(TenantId, ids, Gone));
        _busy = false;
    }

    private async Task FollowAsync(NotificationDto notice)
    {
        if (!notice.Read)
        {
            await Client.MarkReadAsync(TenantId, [notice.Id], Gone);
        }

        Navigation.NavigateTo(NoticeText.Url(notice));
    }

    private void Show(NotificationsFilter filter) => Navigation.NavigateTo(filter.Url(TenantId));
}
