using Bcs.Api.Client;

using Microsoft.AspNetCore.Components;

using Portal.Access;
using Portal.Contracts.Services;
using Portal.Contracts.Session;
using Portal.Controls;
using Portal.Live;
using Portal.Resources;

namespace Portal.Features.Services;

/// <summary>What the pages about all services of a tenant have in common: they read them part by part, show what there is, and follow what is pushed.</summary>
public abstract class ServicesPageBase : LiveComponent
{
    private FeedSubscription? _subscription;

    /// <summary>Tenant in the address.</summary>
    [Parameter]
    public string TenantId { get; set; } = "";

    /// <summary>The tenant, with what the person may do in it.</summary>
    [CascadingParameter]
    protected TenantDto Tenant { get; set; } = null!;

    /// <summary>Texts.</summary>
    [Inject]
    protected Texts T { get; set; } = null!;

    [Inject]
    private protected BffHttp Bff { get; set; } = null!;

    [Inject]
    private EventFeed Feed { get; set; } = null!;

    /// <summary>The services as far as they are known.</summary>
    private protected ServicesState Services { get; } = new();

    /// <summary>Why they could not be read, or null.</summary>
    protected ProblemView? Problem { get; private set; }

    /// <summary>True once there is something to show, if only a part.</summary>
    protected bool Loaded { get; private set; }

    /// <summary>True once all of them are known.</summary>
    protected bool Complete { get; private set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            _subscription = Feed.Subscribe(Listen);
        }

        await LoadAsync();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _subscription?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Says what the page wants to hear.</summary>
    private protected virtual void Listen(FeedSubscription subscription)
    {
        subscription.Service = service => Post(() => Take(service));
        subscription.ServiceRemoved = gone => Post(() => Drop(gone));
        subscription.Reconnected = () => Post(LoadAsync);
    }

    /// <summary>Reads what the page shows, at first and after each gap in what is pushed.</summary>
    protected virtual async Task LoadAsync()
    {
        (var last, Complete) = await AllServices.ReadAsync(Bff, TenantId, Services, ShowPart, Gone);
        Problem = ProblemView.From(T, last);
        Loaded |= last is BcsResult<ServicePage>.Ok;
    }

    // A page that is made on the server does not wait for all of very many: it begins with the first ones, and its circuit reads the others.
    private bool ShowPart()
    {
        (Loaded, Problem) = (true, null);
        if (RendererInfo.IsInteractive)
        {
            StateHasChanged();
        }

        return RendererInfo.IsInteractive;
    }

    private void Take(ServiceDto service)
    {
        if (service.Tenant == TenantId)
        {
            Services.Push(service);
        }
    }

    private void Drop(ServiceRemovedDto gone)
    {
        if (gone.Tenant == TenantId)
        {
            Services.Remove(gone.Id);
        }
    }
}
