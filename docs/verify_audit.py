"""Verifies an exported audit log without Gatehouse and without any library.

    python3 verify_audit.py export.jsonl [--heads kept-heads.jsonl] [--public-key key.pem]...

Recomputes every hash, checks every signature (some milliseconds each) and says what `gatehouse audit verify --export` says.
Exit codes: 0 whole, 1 broken, 2 no export, 4 unbroken but not proven whole: a part, nothing, or no signed head.
"""
import argparse
import base64
import decimal
import hashlib
import json
import sys

FIELDS = ("organization", "sequence", "at", "kind", "actor", "subject", "data", "previous")


class Broken(Exception):
    """What is wrong, in words."""


# Canonical JSON, RFC 8785: keys in the order of UTF-16, numbers as ECMAScript writes them.
def canonical(value):
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(json.dumps(key, ensure_ascii=False) + ":" + canonical(value[key]) for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number(float(value))
    return json.dumps(value, ensure_ascii=False)


def number(value):
    if value == 0:
        return "0"
    sign, digits, exponent = decimal.Decimal(repr(value)).normalize().as_tuple()
    text, point = "".join(map(str, digits)), len(digits) + exponent
    minus = "-" if sign else ""
    if len(text) <= point <= 21:
        return minus + text + "0" * (point - len(text))
    if 0 < point <= 21:
        return minus + text[:point] + "." + text[point:]
    if -6 < point <= 0:
        return minus + "0." + "0" * -point + text
    return minus + text[0] + ("." + text[1:] if text[1:] else "") + f"e{point - 1:+d}"


# Ed25519, RFC 8032, section 5.1: points are (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def add(one, other):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = one, other
    a, b = (y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2)
    c, d = 2 * D * t1 * t2, 2 * z1 * z2
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar, point):
    total = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point = add(point, point)
        scalar >>= 1
    return total


def decode(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    return (P - x if x & 1 != sign else x), y, 1, (P - x if x & 1 != sign else x) * y % P


def encode(point):
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = decode((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def is_signed(message, signature, key):
    point, scalar = decode(key), int.from_bytes(signature[32:], "little")
    if point is None or len(signature) != 64 or scalar >= ORDER:
        return False
    factor = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    x, y, z, t = times(factor, point)
    return encode(add(times(scalar, BASE), (-x, y, z, -t))) == signature[:32]


def key_entry(pem):
    der = base64.b64decode("".join(line for line in pem.splitlines() if not line.startswith("-----")))
    if len(der) != 44:
        raise ValueError("no public key of Ed25519")
    return hashlib.sha256(der).hexdigest()[:16], der[12:]


def lines(file):
    with open(file, encoding="utf-8", newline="\n") as text:
        for line in text:
            if line.strip():
                yield json.loads(line)


def kept_lines(file):
    """Kept heads; a line that was cut short when a machine stopped says nothing."""
    with open(file, encoding="utf-8", newline="\n", errors="replace") as text:
        for line in text:
            try:
                yield json.loads(line)
            except ValueError:
                continue


class Organization:
    """One organization while its events pass by."""

    def __init__(self, line, keys):
        self.id, self.first, self.last, self.whole = line["id"], line["first"], line["last"], line["isWhole"]
        if self.first < 1 or self.last < self.first - 1 or (self.whole and self.first != 1):
            raise ValueError("an organization's line contradicts itself")
        self.keys, self.heads, self.pending, self.events = keys, 0, {}, 0
        self.end = (0, "0" * 64) if self.first == 1 else None

    def fail(self, words):
        raise Broken(f"organization {self.id}: {words}")

    def head(self, line):
        at = line["sequence"]
        statement = f"gatehouse/audit-head/v1\n{line['organization']}\n{at}\n{line['hash']}\n{line['at']}\n"
        if line["organization"] != self.id or line["keyId"] not in self.keys:
            self.fail(f"the head at event {at} is another organization's, or its key is not trusted")
        if not is_signed(statement.encode(), bytes.fromhex(line["signature"]), self.keys[line["keyId"]]):
            self.fail(f"the signature of the head at event {at} is not valid")
        if at >= self.first:
            self.pending.setdefault(at, []).append(line["hash"])

    def event(self, line):
        before = self.end or (self.first - 1, line["previous"])
        text = "gatehouse/audit/v1\0" + canonical({field: line[field] for field in FIELDS})
        found = hashlib.sha256(text.encode("utf-8")).hexdigest()
        at = before[0] + 1
        if (line["organization"], line["sequence"] - 1, line["previous"]) != (self.id, *before):
            self.fail(f"what stands where event {at} belongs is another one")
        if found != line["hash"] or at > self.last:
            self.fail(f"event {at} was changed or added")
        for expected in self.pending.pop(at, []):
            if expected != found:
                self.fail(f"event {at} is another one than the one whose hash was signed")
            self.heads += 1
        self.end, self.events = (at, found), self.events + 1

    def close(self):
        at = self.end[0] if self.end else self.first - 1
        if at < self.last:
            self.fail(f"event {at + 1} is not there")
        if any(self.whole or sequence <= self.last for sequence in self.pending):
            self.fail(f"a signed head is about an event behind the last one, {at}")
        return self.events > 0 and self.whole and self.heads > 0


def verify(file, kept, pems):
    keys = dict(map(key_entry, pems or [line["publicKey"] for line in kept if line["type"] == "key"]))
    self_named, heads = not keys, {}
    for line in kept:
        if line["type"] == "head":
            heads.setdefault(line["organization"], []).append(line)
    proven, seen, one, events, end, framed = [], set(), None, 0, None, True
    for index, line in enumerate(lines(file)):
        kind = line["type"]
        framed = framed and (kind == "begin") == (index == 0) and end is None
        if kind == "key" and self_named:
            keys.update([key_entry(line["publicKey"])])
        elif kind == "organization":
            proven += [one.close()] if one else []
            one = Organization(line, keys)
            if one.id in seen:
                one.fail("it is there twice")
            seen.add(one.id)
            for head in heads.get(one.id, []):
                one.head(head)
        elif kind in ("head", "event"):
            if one is None:
                raise ValueError("an event or a head stands before its organization")
            events += kind == "event"
            (one.head if kind == "head" else one.event)(line)
        elif kind == "end":
            end = line["events"] if end is None else end
    proven += [one.close()] if one else []
    if not framed or end != events:
        raise Broken("it does not begin and end as one record, or is not as long as it says")
    if set(heads) - seen:
        raise Broken(f"nothing is there of organization {', '.join(sorted(set(heads) - seen))}")
    return bool(proven) and all(proven), f"{events} events of {len(proven)} organizations"


def main():
    parser = argparse.ArgumentParser(description="Verifies an exported audit log.")
    parser.add_argument("export")
    parser.add_argument("--heads", help="signed heads that were kept elsewhere")
    parser.add_argument("--public-key", action="append", default=[], help="trust only this key, in PEM")
    given = parser.parse_args()
    try:
        kept = list(kept_lines(given.heads)) if given.heads else []
        if given.heads and not any(line["type"] == "head" for line in kept):
            raise ValueError("no kept head is there")
        is_whole, counts = verify(given.export, kept, [open(name).read() for name in given.public_key])
    except Broken as problem:
        print(f"broken: {problem}")
        return 1
    except (OSError, ValueError, KeyError, TypeError) as problem:
        print(f"not a whole export of an audit log: {problem!r}", file=sys.stderr)
        return 2
    print(f"{'whole' if is_whole else 'unbroken, but not proven whole'}: {counts}")
    return 0 if is_whole else 4


if __name__ == "__main__":
    sys.exit(main())
