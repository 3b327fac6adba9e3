# A renderer silo with Manim and the sandbox. Build at the top of the tree:
#   docker build -f deploy/docker/renderer.Dockerfile -t obsidian-vault-renderer .
#
# bubblewrap needs what Docker's defaults forbid, but no privilege: user namespaces and mounts inside them
# (seccomp-renderer.json, AppArmor unconfined) and a /proc that may be mounted anew (systempaths=unconfined).
# docker-compose.yml gives it these. Without them the renderer refuses to start and says what is missing.

# What scenes run on: the packages that deploy/manim/provision.sh installs, read from there.
FROM debian:forky-slim AS manim
COPY deploy/manim/provision.sh /tmp/
# hadolint ignore=DL3008,SC2046
RUN apt-get -o Acquire::Check-Valid-Until=false update \
 && apt-get install -y --no-install-recommends $(sed -n 's/^PACKAGES=//p' /tmp/provision.sh | tr , ' ') \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/archives/* /tmp/provision.sh \
 && mkdir -p /job /opt/vault

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
# What decides the packages comes first and alone: a change of code then reuses the restored layer.
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props ./
COPY Grains.Interfaces/Grains.Interfaces.csproj Grains.Interfaces/
COPY Hosting/Hosting.csproj Hosting/
COPY Renderer/Renderer.csproj Renderer/
RUN dotnet restore Renderer/Renderer.csproj
COPY BannedSymbols.txt .editorconfig ./
COPY Grains.Interfaces/ Grains.Interfaces/
COPY Hosting/ Hosting/
COPY Renderer/ Renderer/
RUN dotnet publish Renderer/Renderer.csproj --no-restore -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends bubblewrap \
 && rm -rf /var/lib/apt/lists/*
# The root of the sandbox, and nothing of this image in it.
COPY --from=manim / /opt/manim
ENV Renderer__Root=/opt/manim
COPY --chmod=755 deploy/docker/healthcheck.sh /usr/local/bin/healthcheck
WORKDIR /app
COPY --from=build /app ./
# No diagnostics socket: the root file system is read-only in production.
ENV DOTNET_EnableDiagnostics=0
USER $APP_UID
# Health, other silos, clients.
EXPOSE 8080 11111 30000
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 CMD ["healthcheck", "/health/live"]
ENTRYPOINT ["dotnet", "ObsidianVault.Renderer.dll"]
