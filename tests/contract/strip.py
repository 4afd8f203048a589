#!/usr/bin/env python3
"""Writes the data of the upstream contract beside this script, without the prose of the reference.

    python3 strip.py SOURCE_FOLDER

Kept: names, types, patterns, limits, enums, defaults, codes, actions, sections, examples, and the message of an
error, which is wire data. Dropped: descriptions, notes, conditions, titles, solutions.
"""
import json
import pathlib
import sys

PROSE = {
    "description", "summary", "title", "x-note", "x-format-note", "x-conditions", "x-ambiguities", "x-source",
    "x-source-document", "x-note-source", "x-nullable-source", "x-media-type-source", "x-enum-labels",
    "x-request-content-type", "x-duplicate-row", "x-maximum-note", "tags",
}
PROSE_PREFIXES = ("x-alternative-in-",)
ROW_FIELDS = ("row", "status", "code", "message", "sections")
ACTION_FIELDS = ("method", "path", "action", "iam_project", "enterprise_project", "section", "operation_id")


def is_prose(key):
    return key in PROSE or key.startswith(PROSE_PREFIXES)


def strip(node, inside=None):
    """Drops prose, but never a property, parameter or example value that happens to bear such a name."""
    if isinstance(node, list):
        return [strip(item) for item in node]
    if not isinstance(node, dict):
        return node
    if inside in ("properties", "schemas", "examples", "paths", "responses", "headers"):
        return {key: strip(value, "value-of-examples" if inside == "examples" else None) for key, value in node.items()}
    return {
        key: value if key in ("value", "example", "default", "enum", "const") else strip(value, key)
        for key, value in node.items()
        if not is_prose(key)
    }


def pick(row, fields):
    return {field: row[field] for field in fields if field in row}


def strip_openapi(source):
    stripped = strip(source)
    stripped["info"] = {"title": "BCS", "version": source["info"]["version"]}
    return stripped


def strip_errors(source):
    return {
        "rows": [pick(row, ROW_FIELDS) for row in source["rows"]],
        "examples_only": [pick(row, ROW_FIELDS) for row in source["examples_only"]],
        "examples_of_listed_codes": [pick(row, ROW_FIELDS) for row in source["examples_of_listed_codes"]],
        "http_status_codes": [row["status"] for row in source["http_status_codes"]["rows"]],
    }


def strip_actions(source):
    return {
        "actions": [pick(row, ACTION_FIELDS) for row in source["actions"]],
        "operations_without_action": [pick(row, ACTION_FIELDS) for row in source["operations_without_action"]],
    }


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    source, target = pathlib.Path(sys.argv[1]), pathlib.Path(__file__).parent
    for name, convert in (
        ("bcs-v2.openapi.json", strip_openapi),
        ("error-codes.json", strip_errors),
        ("actions.json", strip_actions),
    ):
        data = convert(json.loads((source / name).read_text(encoding="utf-8")))
        (target / name).write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
