#!/usr/bin/env bash
# Makes the secrets that docker-compose.yml hands to the containers; those that exist are kept.
# The folder is closed to everybody else on this machine; the files in it are readable, because the containers' users are not the owner.
set -euo pipefail
cd "$(dirname "$0")"
install -d -m 700 secrets
cd secrets
[ -e database_password ] || openssl rand -hex 24 | tr -d '\n' >database_password
[ -e portal_connection ] || printf 'Host=postgres;Database=portal;Username=portal;Password=%s' "$(<database_password)" >portal_connection
[ -e master_key ] || openssl rand -base64 32 | tr -d '\n' >master_key
chmod 644 database_password portal_connection master_key
echo "deploy/secrets is ready. Keep a copy of master_key away from this machine: without it the stored credentials cannot be read."
