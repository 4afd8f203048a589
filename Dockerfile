# The three parts of the portal, one target each: bff, ui, sandbox.
#   docker build --target bff -t portal-bff .
ARG SDK=10.0.401
ARG RUNTIME=10.0

FROM mcr.microsoft.com/dotnet/sdk:${SDK} AS build
WORKDIR /source
COPY . .
ENV CI=true DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
RUN dotnet publish src/Portal.Bff -c Release -o /out/bff -p:UseAppHost=false \
 && dotnet publish src/Portal -c Release -o /out/ui -p:UseAppHost=false \
 && dotnet publish src/Bcs.Sandbox -c Release -o /out/sandbox -p:UseAppHost=false

# The plain runtime image, not a chiseled one: it has bash and grep, which is all the health check needs, since neither has curl.
FROM mcr.microsoft.com/dotnet/aspnet:${RUNTIME} AS runtime
WORKDIR /app
COPY --chmod=755 deploy/healthy.sh /usr/local/bin/healthy
RUN mkdir /data && chown $APP_UID:$APP_UID /data
ENV ASPNETCORE_URLS=http://+:8080 DOTNET_EnableDiagnostics=0
EXPOSE 8080
USER $APP_UID
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["healthy", "/health/live"]

FROM runtime AS bff
COPY --from=build /out/bff .
ENTRYPOINT ["dotnet", "Portal.Bff.dll"]

FROM runtime AS ui
COPY --from=build /out/ui .
ENTRYPOINT ["dotnet", "Portal.dll"]

FROM runtime AS sandbox
COPY --from=build /out/sandbox .
ENTRYPOINT ["dotnet", "Bcs.Sandbox.dll"]
