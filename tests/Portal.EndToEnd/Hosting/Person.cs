using System.Text.RegularExpressions;

using Bcs.Api.Consortium;

using Microsoft.Playwright;

using Portal.Testing;

namespace Portal.EndToEnd.Hosting;

/// <summary>Someone at a browser: the short ways to do what the tests do again and again.</summary>
public sealed class Person : IAsyncDisposable
{
    private const float Patience = 30_000;

    public Person(IBrowserContext context, IPage page)
    {
        Context = context;
        Page = page;
        Watch = new PageWatch(page);
        context.SetDefaultTimeout(Patience);
        context.SetDefaultNavigationTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
    }

    /// <summary>The browser.</summary>
    public IBrowserContext Context { get; }

    /// <summary>Its page.</summary>
    public IPage Page { get; }

    /// <summary>What went wrong on the page.</summary>
    public PageWatch Watch { get; }

    /// <summary>The session's reference, as the browser keeps it.</summary>
    public async Task<string> CookieAsync() => (await Context.CookiesAsync()).Single(c => c.Name == "portal").Value;

    /// <summary>An element by its test id.</summary>
    public ILocator Find(string testId) => Page.GetByTestId(testId);

    /// <summary>Fills the sign-in form that is open, and sends it.</summary>
    public async Task FillSignInAsync(SandboxTenant tenant, string user, string? password = null)
    {
        await this.TypeAsync(Page.Locator("#domain"), tenant.Domain);
        await this.TypeAsync(Page.Locator("#user"), user);
        await this.TypeAsync(Page.Locator("#password"), password ?? tenant.User(user).Password);
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Signs in through the form and waits for a page.</summary>
    /// <param name="tenant">Company.</param>
    /// <param name="user">User of it.</param>
    /// <param name="path">Page to come to.</param>
    public async Task SignInAsync(SandboxTenant tenant, string user, string? path = null)
    {
        await Page.GotoAsync(path ?? "/");
        await FillSignInAsync(tenant, user);

        // A draft that was left behind leads on to its step.
        await Page.WaitForURLAsync(path is null ? new Regex("/t/[a-z]+(/|$)") : new Regex(Regex.Escape(path) + @"(\?step=[a-z]+)?$"));
        await InteractiveAsync();
    }

    /// <summary>Goes to a page and waits until it answers to clicks.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await InteractiveAsync();
    }

    /// <summary>Waits until the page answers to clicks.</summary>
    public Task InteractiveAsync() => Page.WaitForSelectorAsync("html[data-interactive=true]", new() { State = WaitForSelectorState.Attached });

    /// <summary>Waits until nothing stands before the page: what is typed into it before would go nowhere, and nobody could do that.</summary>
    public Task DialogsAreClosedAsync() => Assertions.Expect(Page.Locator("dialog[open]")).ToHaveCountAsync(0);

    /// <summary>Goes to a step of the open create form: basics, blockchain, cluster, organizations or review.</summary>
    public async Task StepAsync(string step)
    {
        await Find("step-" + step).ClickAsync();
        await Page.WaitForSelectorAsync($"[data-testid=create-form][data-step={step}]");
    }

    /// <summary>Opens the create form as someone who has typed nothing into it yet.</summary>
    public async Task OpenCreateAsync(string tenant)
    {
        await SendAsync("DELETE", $"/api/drafts/create-service?tenant={tenant}");
        await GoAsync($"/t/{tenant}/services/new");
    }

    /// <summary>Fills what the create form asks for and has no default, and stays on its last step.</summary>
    public async Task FillServiceAsync(string name, string password)
    {
        await StepAsync("basics");
        await Page.FillAsync("#f-name", name);
        await Page.FillAsync("#f-password", password);
        await Page.FillAsync("#f-passwordAgain", password);
        await StepAsync("cluster");
        await Page.FillAsync("#f-clusterId", "5adc2ce2-9712-11ea-9535-0255ac100b0d");
        await Page.FillAsync("#f-clusterName", "cluster-1");
        await StepAsync("review");
    }

    /// <summary>Creates a service with the form and waits for the page of its operation.</summary>
    /// <returns>Id of the operation.</returns>
    public async Task<string> CreateServiceAsync(string tenant, string name, string password)
    {
        await GoAsync($"/t/{tenant}/services/new");
        await FillServiceAsync(name, password);
        await Find("submit-create").ClickAsync();
        return await OnOperationAsync();
    }

    /// <summary>Waits for the page of an operation.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> OnOperationAsync()
    {
        await Page.WaitForURLAsync(new Regex("/operations/[^/]+$"));
        await Find("operation").WaitForAsync();
        return Uri.UnescapeDataString(new Uri(Page.Url).Segments[^1]);
    }

    /// <summary>Waits until the operation on screen has a status.</summary>
    public Task OperationIsAsync(string status, WaitLimit? limit = null) =>
        Page.WaitForSelectorAsync(
            $"[data-testid=operation][data-status={status}]", new() { Timeout = (float)(limit?.Time ?? TimeSpan.FromMinutes(2)).TotalMilliseconds });

    /// <summary>A request of the page's own, as a script in it would make: with the cookie and the header against forged requests.</summary>
    public Task<IAPIResponse> SendAsync(string method, string path, object? body = null) =>
        Context.APIRequest.FetchAsync(new Uri(new Uri(Page.Url), path).ToString(), new()
        {
            Method = method, DataObject = body, MaxRedirects = 0, Headers = new Dictionary<string, string> { ["X-CSRF"] = "1" },
        });

    /// <summary>The newest operation of a company that has a status, as the gateway's API tells it.</summary>
    public async Task<(string Service, string Operation)?> OperationAsync(string tenant, string status, string? kind = null)
    {
        var answer = await SendAsync("GET", $"/api/operations?tenant={tenant}&status={status}&limit=1{(kind is null ? "" : "&operation=" + kind)}");
        return (await answer.JsonAsync())!.Value.GetProperty("items").EnumerateArray()
            .Select(o => ((string, string)?)(o.GetProperty("blockchainId").GetString()!, o.GetProperty("id").GetString()!)).FirstOrDefault();
    }

    /// <summary>What the pages call the first invitation that waits for a company's answer.</summary>
    public async Task<string> InvitationAsync(SandboxTenant tenant)
    {
        var listed = (await (await SendAsync("GET", $"/api/consortia?tenant={tenant.Tenant}")).JsonAsync())!.Value.GetProperty("invitations").EnumerateArray();
        var invitation = listed.First(i =>
            i.GetProperty("status").GetString() == InvitationStatuses.Waiting && i.GetProperty("invitor_info").GetProperty("invitor_project_id").GetString() != tenant.ProjectId);
        return string.Join(
            '/', invitation.GetProperty("invitor_info").GetProperty("invitor_bcs_id").GetString(), invitation.GetProperty("channel_name").GetString(),
            invitation.GetProperty("invitee_info").GetProperty("invitee_id").GetString());
    }

    public async ValueTask DisposeAsync() => await Context.CloseAsync();
}
