using Bcs.Api.Iam;

namespace Bcs.Api.Signing;

/// <summary>A permanent access key (AK/SK) of an IAM user.</summary>
/// <param name="Id">The access key id (AK); not secret, sent with each request.</param>
/// <param name="SecretKey">The secret key (SK); never sent, its text form is masked.</param>
public sealed record AccessKey(string Id, Secret SecretKey);
