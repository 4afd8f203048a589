#!/usr/bin/env python3
"""Writes signatures.json: signed requests as they go over the wire, from the text of SDK-HMAC-SHA256 and from nothing of ours.

    python3 make_signatures.py > signatures.json

Heads are Latin-1: a character is a byte. The key is that of a demo user of the sandbox; `sent` is what a faulty client or somebody
on the way makes of what was signed.
"""
import hashlib
import hmac
import json
import sys
import urllib.parse

AK, SK = "9E36D7BB36FC051D6909", "SBXSECRETb42f9fb782bd09de3ec3b2358eacd880"
PROJECT = "9ac71500aa429dd38e99b1e5e9ec2844"
DATE = "20990102T030405Z"
QUOTAS = f"/v2/{PROJECT}/quotas"
HOST = ("Host", "bcs.example.com")
STAMP = ("X-Sdk-Date", DATE)


def escape(raw):
    return urllib.parse.quote(raw, safe="~")


def canonical_path(path):
    text = "/".join(escape(part) for part in urllib.parse.unquote_to_bytes(path).split(b"/"))
    return text if text.endswith("/") else text + "/"


def canonical_query(query):
    pairs = []
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        pairs.append((escape(urllib.parse.unquote_to_bytes(name)), escape(urllib.parse.unquote_to_bytes(value))))
    return "&".join(f"{name}={value}" for name, value in sorted(pairs))


def vector(why, signed, method="GET", target=QUOTAS, headers=(HOST, STAMP), body="", payload=None, sent=None, names=None, canonical=None, key=None,
           scheme="SDK-HMAC-SHA256", refused=False):
    """One request. `signed` lists the signed names in the order in which they are written; `canonical` replaces the canonical path."""
    path, _, query = target.partition("?")
    values = {}
    for name, value in headers:
        values[name.lower()] = value.strip(" \t")
    payload = payload or hashlib.sha256(body.encode()).hexdigest()
    text = "\n".join([
        method, canonical or canonical_path(path), canonical_query(query),
        "".join(f"{name.lower()}:{values.get(name.lower(), '')}\n" for name in signed), ";".join(signed), payload])
    to_sign = "\n".join(["SDK-HMAC-SHA256", values.get("x-sdk-date", ""), hashlib.sha256(text.encode("latin-1")).hexdigest()])
    signature = hmac.new(key or SK.encode(), to_sign.encode("latin-1"), hashlib.sha256).hexdigest()
    lines = [f"{method} {target} HTTP/1.1"] + [f"{name}:{' ' if value else ''}{value}" for name, value in headers]
    if body:
        lines.append(f"Content-Length: {len(body.encode())}")
    lines.append(f"Authorization: {scheme} Access={AK}, SignedHeaders={names or ';'.join(signed)}, Signature={signature}")
    lines.append("Connection: close")
    request = {"head": "\r\n".join(lines), "body": body}
    if sent:
        sent(request, signature)
    return {"why": why, "refused": refused, **request}


def change(old, new):
    def apply(request, signature):
        old_text = signature if old == "signature" else old
        new_text = new(signature) if callable(new) else new
        part = "head" if old_text in request["head"] else "body"
        assert request[part].count(old_text) == 1, (old, request)
        request[part] = request[part].replace(old_text, new_text)
    return apply


def derived():
    """The key of the older scheme that has a scope: another key than the secret itself."""
    key = ("SDK" + SK).encode()
    for part in (DATE[:8], "cn-north-4", "bcs", "sdk_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key


JSON = ("Content-Type", "application/json")
BODY = '{"name":"中文"}'
FORM = ("Content-Type", "multipart/form-data; boundary=b")
UNSIGNED = ("X-Sdk-Content-Sha256", "UNSIGNED-PAYLOAD")
TWO = ["host", "x-sdk-date"]

VECTORS = [
    vector("host and date", TWO),
    vector("without host, as Go's golangsdk signs", ["accept", "user-agent", "x-sdk-date"],
           headers=(HOST, ("Accept", "application/json"), ("User-Agent", "golangsdk/2.0.0"), STAMP)),
    vector("the date alone", ["x-sdk-date"]),
    vector("type and project, as the Node SDK signs", ["content-type", "host", "x-project-id", "x-sdk-date"], method="POST", target=f"/v2/{PROJECT}/blockchains",
           headers=(HOST, JSON, ("X-Project-Id", PROJECT), STAMP), body=BODY),
    vector("type unsigned", TWO, method="POST", target=f"/v2/{PROJECT}/blockchains", headers=(HOST, JSON, STAMP), body=BODY),
    vector("space around a value", ["host", "x-project-id", "x-sdk-date"], headers=(HOST, ("X-Project-Id", "  a  b \t"), STAMP)),
    vector("empty value", ["host", "x-empty", "x-sdk-date"], headers=(HOST, ("X-Empty", ""), STAMP)),
    vector("value in UTF-8", ["host", "x-note", "x-sdk-date"], headers=(HOST, ("X-Note", "通道".encode().decode("latin-1")), STAMP)),
    vector("value in another encoding", ["host", "x-note", "x-sdk-date"], headers=(HOST, ("X-Note", "caf\xe9"), STAMP)),
    vector("escaped path", TWO, target=f"/v2/{PROJECT}/blockchains/%E4%B8%AD%20%2f%7e/status"),
    vector("marks that a client leaves as they are", TWO, target=f"/v2/{PROJECT}/blockchains/a!'()*b/status"),
    vector("slash at the end", TWO, target=f"{QUOTAS}/"),
    vector("query out of order, doubled and without a value", TWO, target=f"/v2/{PROJECT}/operation/record?b=2&a=1&b=1&a=%20&A=x&a-=y&empty"),
    vector("plus in a query is a plus", TWO, target=f"/v2/{PROJECT}/operation/record?q=a+b%2B"),
    vector("body of a DELETE", ["content-type", "host", "x-sdk-date"], method="DELETE", target=f"/v2/{PROJECT}/members/invitations", headers=(HOST, JSON, STAMP), body="{}"),
    vector("hash in a header", ["host", "x-sdk-content-sha256", "x-sdk-date"], method="POST", target=f"/v2/{PROJECT}/blockchains", body="{}",
           headers=(HOST, ("X-Sdk-Content-Sha256", hashlib.sha256(b"{}").hexdigest()), STAMP)),
    vector("form without its body", ["host", "x-sdk-content-sha256", "x-sdk-date"], method="POST", target=f"/v2/{PROJECT}/blockchains/b/orgs/o/usercert/u/freeze",
           headers=(HOST, FORM, UNSIGNED, STAMP), body="--b--\r\n", payload="UNSIGNED-PAYLOAD"),
    vector("no body and the header, as the Node SDK signs", ["host", "x-sdk-content-sha256", "x-sdk-date"], headers=(HOST, UNSIGNED, STAMP), payload="UNSIGNED-PAYLOAD"),
    vector("no body and the header, as the Python SDK signs", ["host", "x-sdk-content-sha256", "x-sdk-date"], headers=(HOST, UNSIGNED, STAMP)),

    vector("date not signed", ["host"], refused=True),
    vector("date absent", TWO, headers=(HOST,), refused=True),
    vector("date in another form", TWO, headers=(HOST, ("X-Sdk-Date", "Fri, 02 Jan 2099 03:04:05 GMT")), refused=True),
    vector("date more than 15 minutes off", TWO, headers=(HOST, ("X-Sdk-Date", "20990102T024804Z")), refused=True),
    vector("date sent twice", TWO, sent=change("Connection: close", f"X-Sdk-Date: {DATE}\r\nConnection: close"), refused=True),
    vector("date changed", TWO, sent=change(f"X-Sdk-Date: {DATE}", "X-Sdk-Date: 20990102T030406Z"), refused=True),
    vector("listed header absent", ["accept", "x-sdk-date"], refused=True),
    vector("listed header absent, signed as if it were not listed", ["x-sdk-date"], names="accept;x-sdk-date", refused=True),
    vector("listed header taken away", ["accept", "x-sdk-date"], headers=(HOST, ("Accept", "*/*"), STAMP), sent=change("Accept: */*\r\n", ""), refused=True),
    vector("header listed twice", ["x-sdk-date", "x-sdk-date"], refused=True),
    vector("names out of order", ["x-sdk-date", "host"], refused=True),
    vector("names in capitals", ["Host", "X-Sdk-Date"], refused=True),
    vector("empty name", ["", "x-sdk-date"], refused=True),
    vector("signed host changed", TWO, sent=change("Host: bcs.example.com", "Host: bcs.example.org"), refused=True),
    vector("signed value changed", ["accept", "x-sdk-date"], headers=(HOST, ("Accept", "*/*"), STAMP), sent=change("Accept: */*", "Accept: */+"), refused=True),
    vector("list shortened", TWO, sent=change("host;x-sdk-date", "x-sdk-date"), refused=True),
    vector("method changed", TWO, method="DELETE", target=f"/v2/{PROJECT}/blockchains/b", sent=change("DELETE ", "GET "), refused=True),
    vector("query added", TWO, sent=change(f"{QUOTAS} ", f"{QUOTAS}?a=1 "), refused=True),
    vector("path escaped twice when signed", TWO, target=f"/v2/{PROJECT}/blockchains/a%20b/status", canonical=f"/v2/{PROJECT}/blockchains/a%2520b/status/", refused=True),
    vector("path without the slash at the end when signed", TWO, canonical=QUOTAS, refused=True),
    vector("body changed", TWO, method="POST", target=f"/v2/{PROJECT}/blockchains", headers=(HOST, JSON, STAMP), body=BODY, sent=change("name", "nams"), refused=True),
    vector("header contradicts the body", ["host", "x-sdk-content-sha256", "x-sdk-date"], method="POST", target=f"/v2/{PROJECT}/blockchains", body="{}",
           headers=(HOST, ("X-Sdk-Content-Sha256", hashlib.sha256(b"[]").hexdigest()), STAMP), payload=hashlib.sha256(b"[]").hexdigest(), refused=True),
    vector("another word for the body", ["host", "x-sdk-content-sha256", "x-sdk-date"], headers=(HOST, ("X-Sdk-Content-Sha256", "UNSIGNED"), STAMP), payload="UNSIGNED", refused=True),
    vector("signature in capitals", TWO, sent=change("signature", str.upper), refused=True),
    vector("signature cut short", TWO, sent=change("signature", lambda text: text[:-1]), refused=True),
    vector("signature of another key", TWO, key=b"another", refused=True),
    vector("signature of a derived key", TWO, key=derived(), refused=True),
    vector("another algorithm", TWO, scheme="SDK-HMAC-SM3", refused=True),
]


def main():
    json.dump({"date": DATE, "vectors": VECTORS}, sys.stdout, indent=1, ensure_ascii=True)
    print()


if __name__ == "__main__":
    main()
