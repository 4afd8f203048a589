using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

using Microsoft.Extensions.Options;

namespace Portal.Bff.Platform.Settings;

/// <summary>
/// Reads options classes and holds them to the rules on their properties. What cannot work stops the start with a line that begins with the
/// configuration key.
/// </summary>
internal static class SettingsReader
{
    /// <summary>Adds an options class: as <see cref="IOptions{T}"/>, and by itself. It is checked when the host starts.</summary>
    public static IServiceCollection AddSettings<T>(this IServiceCollection services)
        where T : class
    {
        var section = SectionOf(typeof(T));
        services.AddOptions<T>()
            .Configure<IConfiguration>((options, configuration) => Bind(configuration.GetSection(section), options))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>>(new Rules<T>(section));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
        return services;
    }

    /// <summary>Reads an options class at once, where the registration of services depends on it.</summary>
    public static T ReadSettings<T>(this IConfiguration configuration)
        where T : class
    {
        using var services = new ServiceCollection().AddSingleton(configuration).AddSettings<T>().BuildServiceProvider();
        return services.GetRequiredService<T>();
    }

    /// <summary>The section of an options class.</summary>
    public static string SectionOf(Type options) => options.GetCustomAttribute<SettingsAttribute>()?.Section
        ?? throw new InvalidOperationException($"{options.Name} names no configuration section.");

    /// <summary>A value that stops the start although its form is right.</summary>
    /// <param name="problem">What is wrong; begins with the key.</param>
    public static OptionsValidationException Refuse(string problem) => new("", typeof(object), [problem]);

    /// <summary>The lines to print if the failure is one of settings; otherwise none.</summary>
    public static IReadOnlyList<string> Problems(Exception exception) => exception switch
    {
        OptionsValidationException settings => [.. settings.Failures.Select(f => f.ReplaceLineEndings(" "))],
        AggregateException several when several.InnerExceptions.All(e => e is OptionsValidationException) => [.. several.InnerExceptions.SelectMany(Problems)],
        _ => [],
    };

    private static void Bind(IConfigurationSection section, object options)
    {
        try
        {
            if (options is IBoundSettings bound)
            {
                bound.Bind(section);
            }
            else
            {
                section.Bind(options);
            }
        }
        catch (InvalidOperationException)
        {
            // The binder's own message repeats the value, which may be a secret in the wrong place.
            throw Refuse(Malformed(section, options.GetType()).FirstOrDefault() ?? $"{section.Path} cannot be read.");
        }
    }

    private static IEnumerable<string> Malformed(IConfigurationSection section, Type type) =>
        type.GetProperties().Where(p => p.CanWrite).Select(p => (Section: section.GetSection(p.Name), Type: p.PropertyType))
            .Where(p => p.Section.Value is not null && !Binds(p.Section, p.Type))
            .Select(p => $"{p.Section.Path} has to be {Form(p.Type)}.")
            .Concat(section.GetChildren().SelectMany(c => c.GetChildren().Any() ? Nested(c, type) : []));

    private static IEnumerable<string> Nested(IConfigurationSection section, Type type)
    {
        var inner = typeof(IDictionary).IsAssignableFrom(type)
            ? type.BaseType!.GetGenericArguments()[1]
            : type.GetProperty(section.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.PropertyType;
        return inner is { IsClass: true, Namespace: not null } && inner.Assembly == typeof(SettingsReader).Assembly ? Malformed(section, inner) : [];
    }

    private static bool Binds(IConfigurationSection section, Type type)
    {
        try
        {
            section.Get(type);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Form(Type type) =>
        type.IsEnum ? "one of " + string.Join(", ", Enum.GetNames(type))
        : type == typeof(bool) ? "true or false"
        : (Nullable.GetUnderlyingType(type) ?? type) == typeof(TimeSpan) ? "a duration such as 00:00:30"
        : "a whole number";

    private sealed class Rules<T>(string section) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options) =>
            Broken(section, options).ToList() is { Count: > 0 } broken ? ValidateOptionsResult.Fail(broken) : ValidateOptionsResult.Success;

        private static IEnumerable<string> Broken(string key, object value)
        {
            var results = new List<ValidationResult>();
            Validator.TryValidateObject(value, new ValidationContext(value), results, validateAllProperties: true);
            foreach (var result in results)
            {
                yield return string.Join(':', [key, .. result.MemberNames.Take(1)]) + " " + result.ErrorMessage;
            }

            foreach (var problem in Inner(value).SelectMany(inner => Broken($"{key}:{inner.Key}", inner.Value)))
            {
                yield return problem;
            }
        }

        private static IEnumerable<(string Key, object Value)> Inner(object value) => value switch
        {
            IDictionary entries => entries.Keys.Cast<string>().Select(key => (key, entries[key]!)),
            _ => value.GetType().GetProperties().SelectMany(p => p.GetValue(value) switch
            {
                IEnumerable<object> items and not IEnumerable<string> => items.Select((item, index) => ($"{p.Name}:{index}", item)),
                { } inner when inner.GetType() is { IsClass: true } type && type.Assembly == typeof(SettingsReader).Assembly => [(p.Name, inner)],
                _ => [],
            }),
        };
    }
}
