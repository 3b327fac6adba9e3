# The front end: webhooks and the HTTP API, a client of the cluster. Build at the top of the tree:
#   docker build -f deploy/docker/api.Dockerfile -t obsidian-vault-api .
FROM node:22-slim AS web
WORKDIR /src
COPY Web/package.json Web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY Web/ ./
RUN npm run build

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
# What decides the packages comes first and alone: a change of code then reuses the restored layer.
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props ./
COPY Grains.Interfaces/Grains.Interfaces.csproj Grains.Interfaces/
COPY Ai/Ai.csproj Ai/
COPY Channels/Channels.csproj Channels/
COPY Hosting/Hosting.csproj Hosting/
COPY Knowledge/Knowledge.csproj Knowledge/
COPY Api/Api.csproj Api/
RUN dotnet restore Api/Api.csproj
COPY BannedSymbols.txt .editorconfig ./
COPY Grains.Interfaces/ Grains.Interfaces/
COPY Ai/ Ai/
COPY Channels/ Channels/
COPY Hosting/ Hosting/
COPY Knowledge/ Knowledge/
COPY Api/ Api/
COPY Renderer/Runtime/validator/manim.json Renderer/Runtime/validator/
COPY Renderer/Runtime/signs/signs.tsv Renderer/Runtime/signs/
RUN dotnet publish Api/Api.csproj --no-restore -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --chmod=755 deploy/docker/healthcheck.sh /usr/local/bin/healthcheck
WORKDIR /app
COPY --from=build /app ./
COPY --from=web /src/dist ./page/
# No diagnostics socket: the root file system is read-only in production.
ENV DOTNET_EnableDiagnostics=0
USER $APP_UID
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 CMD ["healthcheck", "/health/ready"]
ENTRYPOINT ["dotnet", "ObsidianVault.Api.dll"]
