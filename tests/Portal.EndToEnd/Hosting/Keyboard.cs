using Microsoft.Playwright;

namespace Portal.EndToEnd.Hosting;

/// <summary>A person without a mouse.</summary>
public static class Keyboard
{
    private const int MostTabs = 150;

    /// <summary>Moves the focus with Tab until it is on an element.</summary>
    public static async Task TabToAsync(this Person person, ILocator target)
    {
        await target.WaitForAsync();
        for (var tab = 0; tab < MostTabs; tab++)
        {
            if (await target.EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                return;
            }

            await person.Page.Keyboard.PressAsync("Tab");
        }

        throw new InvalidOperationException($"Tab does not lead to {target}.");
    }

    /// <summary>Goes to an element with Tab and presses a key there.</summary>
    public static async Task PressAsync(this Person person, ILocator target, string key = "Enter")
    {
        await person.TabToAsync(target);
        await person.Page.Keyboard.PressAsync(key);
    }

    /// <summary>Goes to a field with Tab and types over what is in it.</summary>
    public static async Task TypeAsync(this Person person, ILocator field, string text)
    {
        await person.TabToAsync(field);
        await person.Page.Keyboard.PressAsync("Control+A");
        await person.Page.Keyboard.TypeAsync(text);
    }

    /// <summary>Opens a field's file chooser with a key, and takes a file there. Where the key was too early it is pressed again.</summary>
    public static async Task AttachAsync(this Person person, ILocator field, FilePayload file)
    {
        for (var press = 1; ; press++)
        {
            await person.TabToAsync(field);
            try
            {
                var chooser = await person.Page.RunAndWaitForFileChooserAsync(() => person.Page.Keyboard.PressAsync("Space"), new() { Timeout = 5_000 });
                await chooser.SetFilesAsync(file);
                return;
            }
            catch (TimeoutException) when (press < 6)
            {
            }
        }
    }

    /// <summary>Chooses what a list offers, by the words that it stands under.</summary>
    public static async Task PickAsync(this Person person, ILocator select, string label)
    {
        await person.TabToAsync(select);
        await person.Page.Keyboard.TypeAsync(label);
        await Assertions.Expect(select.Locator("option:checked")).ToHaveTextAsync(label);
    }

    /// <summary>Fills what the create form asks for and has no default, and stays on its last step; as <see cref="Person.FillServiceAsync"/>, without a mouse.</summary>
    public static async Task TypeServiceAsync(this Person person, string name, string password)
    {
        await person.StepByKeyAsync("basics");
        await person.TypeAsync(person.Page.Locator("#f-name"), name);
        await person.TypeAsync(person.Page.Locator("#f-password"), password);
        await person.TypeAsync(person.Page.Locator("#f-passwordAgain"), password);
        await person.StepByKeyAsync("cluster");
        await person.TypeAsync(person.Page.Locator("#f-clusterId"), "5adc2ce2-9712-11ea-9535-0255ac100b0d");
        await person.TypeAsync(person.Page.Locator("#f-clusterName"), "cluster-1");
        await person.StepByKeyAsync("review");
    }

    /// <summary>Goes to a step of the open create form.</summary>
    public static async Task StepByKeyAsync(this Person person, string step)
    {
        await person.PressAsync(person.Find("step-" + step));
        await person.Page.WaitForSelectorAsync($"[data-testid=create-form][data-step={step}]");
    }

    /// <summary>Chooses one of a group of radio buttons: Tab leads into the group, the arrows through it.</summary>
    public static async Task ChooseAsync(this Person person, ILocator group, ILocator wanted)
    {
        var chosen = group.Locator("input[type=radio]:checked");
        await person.TabToAsync(await chosen.CountAsync() > 0 ? chosen : group.Locator("input[type=radio]:enabled").First);
        await person.Page.Keyboard.PressAsync("Space");
        for (var press = 0; press < MostTabs && !await wanted.IsCheckedAsync(); press++)
        {
            await person.Page.Keyboard.PressAsync("ArrowDown");
        }

        await Assertions.Expect(wanted).ToBeCheckedAsync();
    }
}
