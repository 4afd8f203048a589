#!/usr/bin/env python3
"""Writes vectors.json: requests and their signatures, from the text of SDK-HMAC-SHA256 and from nothing of ours.

    python3 make_vectors.py > vectors.json
"""
import hashlib
import hmac
import json
import sys
import urllib.parse

AK, SK, DATE = "AKVECTOR0001", "SK-SBXSECRET-vector", "20240229T235959Z"
EMPTY, UNSIGNED = "", "UNSIGNED-PAYLOAD"


def escape(text):
    return urllib.parse.quote(text, safe="~")


def sign(method, host, target, content_type, body):
    path, _, query = target.partition("?")
    uri = "/".join(escape(urllib.parse.unquote_to_bytes(part)) for part in path.split("/"))
    # An escaped slash is a slash: the path is taken apart after it was decoded.
    uri = uri.replace("%2F", "/")
    if not uri.endswith("/"):
        uri += "/"
    pairs = []
    for pair in filter(None, query.replace("+", "%20").split("&")):
        key, _, value = pair.partition("=")
        pairs.append((escape(urllib.parse.unquote_to_bytes(key)), escape(urllib.parse.unquote_to_bytes(value))))
    headers = {"host": host, "x-sdk-date": DATE}
    payload = hashlib.sha256(body).hexdigest()
    if content_type:
        headers["content-type"] = content_type
        if content_type.startswith("multipart/"):
            payload = headers["x-sdk-content-sha256"] = UNSIGNED
    names = sorted(headers)
    canonical = "\n".join([
        method, uri, "&".join(f"{key}={value}" for key, value in sorted(pairs)),
        "".join(f"{name}:{headers[name].strip()}\n" for name in names), ";".join(names), payload])
    to_sign = "\n".join(["SDK-HMAC-SHA256", DATE, hashlib.sha256(canonical.encode()).hexdigest()])
    signature = hmac.new(SK.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    return f"SDK-HMAC-SHA256 Access={AK}, SignedHeaders={';'.join(names)}, Signature={signature}"


REQUESTS = [
    ("GET", "bcs.example.com", "/v2/p/blockchains", None, ""),
    ("GET", "bcs.example.com:8443", "/v2/p/blockchains/", None, ""),
    ("GET", "127.0.0.1:5081", "/", None, ""),
    ("GET", "bcs.example.com", "/v2/p/a%20b/c%2Fd/%E9%80%9A%E9%81%93/x~y-z_w.v/(1)*'!", None, ""),
    ("GET", "bcs.example.com", "/v2/p/blockchains?b=2&a=1&a=0&b=&c", None, ""),
    ("GET", "bcs.example.com", "/v2/p?z=%7B&_=1&%C3%A9=1&A=1&a=1&~=1&q=a%2Bb&q=a+b&r=a%26b%3Dc", None, ""),
    ("GET", "bcs.example.com", "/v2/p?k=%E9%80%9A%F0%9F%94%91&k=%41", None, ""),
    ("DELETE", "bcs.example.com", "/v2/p/members/invitations", "application/json", "{\"bcs_id\":\"x\"}"),
    ("POST", "bcs.example.com", "/v2/p/blockchains", "application/json; charset=utf-8", "{\"name\":\"通道🔑\"}"),
    ("POST", "bcs.example.com", "/v2/p/blockchains", "application/json", ""),
    ("PUT", "bcs.example.com", "/v2/p/members/quit", None, ""),
    ("POST", "bcs.example.com", "/v2/p/freeze", "multipart/form-data; boundary=\"b-1\"", "--b-1--"),
]


def main():
    vectors = [
        {"method": m, "host": h, "target": t, "contentType": c, "body": b, "authorization": sign(m, h, t, c, b.encode())}
        for m, h, t, c, b in REQUESTS
    ]
    json.dump({"accessKey": AK, "secretKey": SK, "date": DATE, "requests": vectors}, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
