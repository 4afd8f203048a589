namespace Portal.Bff.Platform.Settings;

/// <summary>Marks an options class with the configuration section it is read from.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class SettingsAttribute(string section) : Attribute
{
    /// <summary>Name of the section.</summary>
    public string Section => section;
}

/// <summary>An options class whose section does not have the form of its properties.</summary>
internal interface IBoundSettings
{
    /// <summary>Reads the section.</summary>
    void Bind(IConfigurationSection section);
}
