#!/usr/bin/env bash
# Writes the first migration of both providers anew from the model. Only until the first release: afterwards a change of
# the model adds a migration, see CONTRIBUTING.md.
set -euo pipefail
cd "$(dirname "$0")/../src/Portal.Bff"
rm -rf Data/Migrations
dotnet tool restore >/dev/null
dotnet build -v q -clp:ErrorsOnly
dotnet ef migrations add Initial --no-build --context SqlitePortalDbContext --output-dir Data/Migrations/Sqlite >/dev/null
dotnet ef migrations add Initial --no-build --context PostgresPortalDbContext --output-dir Data/Migrations/Postgres >/dev/null
dotnet build -v q -clp:ErrorsOnly
