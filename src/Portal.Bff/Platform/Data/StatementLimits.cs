using System.Data;
using System.Data.Common;

using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Bff.Platform.Data;

/// <summary>
/// Tells a statement that took too long from a server that has gone: the driver ends both with the same exception, but only after the first its
/// connection still works, because the server answered that it has given the statement up.
/// </summary>
internal sealed class StatementLimits : DbCommandInterceptor
{
    private const string Mark = "Portal.StatementGivenUp";

    /// <summary>True if an exception ended a statement and nothing else.</summary>
    public static bool Ended(Exception exception) => exception.Data.Contains(Mark);

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Note(command, eventData.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Note(command, eventData.Exception);
        return Task.CompletedTask;
    }

    private static void Note(DbCommand command, Exception exception)
    {
        if (exception.InnerException is TimeoutException && command.Connection?.State is ConnectionState.Open)
        {
            exception.Data[Mark] = true;
        }
    }
}
