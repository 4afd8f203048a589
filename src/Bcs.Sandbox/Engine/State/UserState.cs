using System.Security.Cryptography;
using System.Text;

using Bcs.Sandbox.Iam;

namespace Bcs.Sandbox.Engine.State;

/// <summary>An IAM user.</summary>
internal sealed class UserState
{
    private const int Iterations = 1000;
    private const int HashBytes = 32;

    public required string Id { get; set; }

    public required string Name { get; set; }

    public required string Role { get; set; }

    public bool Locked { get; set; }

    public bool Disabled { get; set; }

    /// <summary>Whether signing in takes the passcode of a virtual MFA too.</summary>
    public bool Mfa { get; set; }

    /// <summary>Policies of its own; null for those of its role.</summary>
    public List<PolicyDocument>? Policies { get; set; }

    public string Salt { get; set; } = "";

    public string PasswordHash { get; set; } = "";

    /// <summary>Its access key id; the secret that goes with it is never stored.</summary>
    public string AccessKey(string tenant) => DemoTenants.AccessKey(tenant, Name);

    public void SetPassword(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        Salt = Convert.ToBase64String(salt);
        PasswordHash = Convert.ToBase64String(Hash(password, salt));
    }

    public bool HasPassword(string password) =>
        CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(PasswordHash), Hash(password, Convert.FromBase64String(Salt)));

    private static byte[] Hash(string password, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, Iterations, HashAlgorithmName.SHA256, HashBytes);
}
