#!/usr/bin/env bash
# Asks the process in this container whether it is well: healthy PATH [PORT]. Needs only bash and grep.
exec 3<>"/dev/tcp/127.0.0.1/${2:-8080}" || exit 1
printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$1" >&3
timeout 4 head -n 1 <&3 | grep -q '^HTTP/1.1 200 '
