#!/usr/bin/env python3
"""Checks the test vectors of docs/audit-format.md. Written from its text alone, with the standard library.

usage: verify_vectors.py PATH_OF_AUDIT_FORMAT_MD
"""
import hashlib
import json
import re
import sys

TEXT, INT, BYTE, HASH = "text", "int", "byte", "hash"
FIELDS = [
    (1, "tenant", TEXT), (2, "seq", INT), (3, "at", INT), (4, "kind", BYTE), (5, "previous", HASH), (6, "ref", INT),
    (16, "actorId", TEXT), (17, "actorName", TEXT), (18, "actorKind", TEXT), (19, "session", TEXT), (20, "address", TEXT),
    (21, "userAgent", TEXT), (22, "operation", TEXT), (23, "action", TEXT), (24, "method", TEXT), (25, "path", TEXT),
    (26, "blockchainId", TEXT), (27, "channel", TEXT), (28, "organization", TEXT), (29, "user", TEXT), (30, "request", TEXT),
    (31, "requestSha256", TEXT), (32, "traceId", TEXT), (33, "credential", TEXT),
    (48, "outcome", TEXT), (49, "status", INT), (50, "upstreamCode", TEXT), (51, "durationMs", INT), (52, "operationId", TEXT),
    (53, "file", TEXT),
]


def encode(entry):
    out = bytearray([1])
    for number, name, kind in FIELDS:
        if name not in entry:
            continue
        value = entry[name]
        data = {
            TEXT: lambda: value.encode("utf-8"),
            INT: lambda: value.to_bytes(8, "big", signed=True),
            BYTE: lambda: bytes([value]),
            HASH: lambda: bytes.fromhex(value),
        }[kind]()
        out += bytes([number]) + len(data).to_bytes(4, "big") + data
    return bytes(out)


def decode(data):
    assert data[0] == 1, "version"
    by_number = {number: (name, kind) for number, name, kind in FIELDS}
    entry, at, last = {}, 1, 0
    while at < len(data):
        number, length = data[at], int.from_bytes(data[at + 1:at + 5], "big")
        value = data[at + 5:at + 5 + length]
        assert number > last and len(value) == length, f"field {number}"
        name, kind = by_number[number]
        entry[name] = {
            TEXT: lambda: value.decode("utf-8"),
            INT: lambda: int.from_bytes(value, "big", signed=True),
            BYTE: lambda: value[0],
            HASH: lambda: value.hex(),
        }[kind]()
        at, last = at + 5 + length, number
    return entry


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        vectors = json.loads(re.search(r"^```json\n(.*?)^```$", file.read(), re.S | re.M).group(1))
    heads = {}
    for number, vector in enumerate(vectors, 1):
        entry, data = vector["entry"], bytes.fromhex(vector["bytes"])
        sequence, leaf = entry["tenant"], hashlib.sha256(b"\x00" + data).hexdigest()
        seq, previous = heads.get(sequence, (0, "00" * 32))
        checks = {
            "bytes": encode(entry) == data,
            "fields": decode(data) == entry,
            "leaf hash": leaf == vector["leafHash"],
            "previous": entry["previous"] == previous,
            "seq": entry["seq"] == seq + 1,
            "id": vector["id"] == f"{sequence}-{entry['seq']:012d}",
        }
        wrong = [name for name, right in checks.items() if not right]
        if wrong:
            sys.exit(f"vector {number} ({vector['id']}): wrong {', '.join(wrong)}")
        heads[sequence] = (entry["seq"], leaf)
    print(f"{len(vectors)} vectors verified")


if __name__ == "__main__":
    main()
