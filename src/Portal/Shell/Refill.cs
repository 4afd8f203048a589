using Portal.Contracts.Operations;

namespace Portal.Shell;

/// <summary>A form that can be filled again with what an earlier call sent. Each feature registers those of its forms.</summary>
/// <param name="Operation">Catalogue id of the call.</param>
/// <param name="Action">What somebody must be allowed to send it.</param>
/// <param name="Url">Address of the filled form for an operation that the call had started; null if it is not known what it was about.</param>
internal sealed record Refill(string Operation, string Action, Func<OperationDto, string?> Url);
