using System.Text.Json;

namespace Bcs.Api.Iam;

/// <summary>Request for a token by name and password, sections 4.1 and 4.2 of the reference. At most one of the two project fields is set.</summary>
/// <param name="Domain">Account name.</param>
/// <param name="User">User name.</param>
/// <param name="Password">Password; its text form is masked.</param>
public sealed record TokenRequest(string Domain, string User, Secret Password)
{
    private static readonly string[] Methods = ["password"];

    /// <summary>Project by name, such as <c>cn-north-4</c>.</summary>
    public string? ProjectName { get; init; }

    /// <summary>Project by id; wins over the name.</summary>
    public string? ProjectId { get; init; }

    /// <summary>The body. The scope stands inside <c>auth</c>, where the live service reads it; without a project it is the account.</summary>
    internal byte[] ToBody()
    {
        var (kind, key, value) = this switch
        {
            { ProjectId: { } id } => ("project", "id", id),
            { ProjectName: { } name } => ("project", "name", name),
            _ => ("domain", "name", Domain),
        };
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            auth = new
            {
                identity = new
                {
                    methods = Methods,
                    password = new { user = new { name = User, password = Password.Reveal(), domain = new { name = Domain } } },
                },
                scope = new Dictionary<string, Dictionary<string, string>> { [kind] = new() { [key] = value } },
            },
        });
    }
}
