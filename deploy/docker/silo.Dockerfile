# A general silo: sessions, jobs, ledgers, the render queue, expiry. Build at the top of the tree:
#   docker build -f deploy/docker/silo.Dockerfile -t obsidian-vault-silo .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
# What decides the packages comes first and alone: a change of code then reuses the restored layer.
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props ./
COPY Grains.Interfaces/Grains.Interfaces.csproj Grains.Interfaces/
COPY Ai/Ai.csproj Ai/
COPY Channels/Channels.csproj Channels/
COPY Grains/Grains.csproj Grains/
COPY Hosting/Hosting.csproj Hosting/
COPY Knowledge/Knowledge.csproj Knowledge/
COPY Silo/Silo.csproj Silo/
RUN dotnet restore Silo/Silo.csproj
COPY BannedSymbols.txt .editorconfig ./
COPY Grains.Interfaces/ Grains.Interfaces/
COPY Ai/ Ai/
COPY Channels/ Channels/
COPY Grains/ Grains/
COPY Hosting/ Hosting/
COPY Knowledge/ Knowledge/
COPY Silo/ Silo/
COPY Renderer/Runtime/validator/manim.json Renderer/Runtime/validator/
COPY Renderer/Runtime/signs/signs.tsv Renderer/Runtime/signs/
RUN dotnet publish Silo/Silo.csproj --no-restore -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --chmod=755 deploy/docker/healthcheck.sh /usr/local/bin/healthcheck
WORKDIR /app
COPY --from=build /app ./
# No diagnostics socket: the root file system is read-only in production.
ENV DOTNET_EnableDiagnostics=0
USER $APP_UID
# Health, other silos, clients.
EXPOSE 8080 11111 30000
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 CMD ["healthcheck", "/health/live"]
ENTRYPOINT ["dotnet", "ObsidianVault.Silo.dll"]
