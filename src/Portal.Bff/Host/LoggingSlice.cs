namespace Portal.Bff.Host;

/// <summary>What the log leaves out. Each failure that matters is logged once, by the slice that knows what it means.</summary>
internal static class LoggingSlice
{
    public static void AddPortalLogging(this ILoggingBuilder logging)
    {
        // A duplicate key is how a claim is lost, not an error; what is one reaches the exception handler or the slice.
        logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
        logging.AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.None);
        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);

        // The handler that answers logs it already.
        logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Hangfire", LogLevel.Warning);

        // Each refused sign-in is told once, by the slice that refuses it.
        logging.AddFilter("Microsoft.IdentityModel", LogLevel.Critical);
        logging.AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.Critical);
        // The gateway judges and records every failed call itself, and a browser that leaves is none.
        logging.AddFilter("Yarp", LogLevel.Error);
    }
}
