"""Verifies an exported audit log without Gatehouse: python3 verify_audit.py export.jsonl

Recomputes every hash and compares kept heads. It does not check signatures (Python has no Ed25519 of its own); pass heads
that you kept elsewhere as a second file. Exits with 1 where the chain is broken.
"""
import hashlib
import json
import sys

FIELDS = ("organization", "sequence", "at", "kind", "actor", "subject", "data", "previous")


def canonical(value):
    """RFC 8785 for what the log holds: texts, whole numbers, lists, objects; keys in the order of UTF-16."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(canonical(key) + ":" + canonical(value[key]) for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e21:
            return str(int(value))
        sys.exit("numbers with fractions need a library for RFC 8785")
    return json.dumps(value, ensure_ascii=False)


def lines(file):
    return (json.loads(line) for line in open(file, encoding="utf-8", newline="\n") if line.strip())


heads = [line for file in sys.argv[1:] for line in lines(file) if line["type"] == "head"]
hashes, ends, partial = {}, {}, {}
for line in lines(sys.argv[1]):
    if line["type"] == "organization":
        partial[line["id"]] = line["first"] - 1
    if line["type"] != "event":
        continue
    organization, sequence = line["organization"], line["sequence"]
    first = (partial[organization], line["previous"] if partial[organization] else "0" * 64)
    before = ends.get(organization, first)
    text = "gatehouse/audit/v1\0" + canonical({field: line[field] for field in FIELDS})
    found = hashlib.sha256(text.encode("utf-8")).hexdigest()
    if (sequence - 1, line["previous"]) != before or found != line["hash"]:
        sys.exit(f"broken: organization {organization}, event {sequence}")
    ends[organization] = (sequence, found)
    hashes[organization, sequence] = found
for head in heads:
    if head["sequence"] > partial.get(head["organization"], 0) and hashes.get((head["organization"], head["sequence"])) != head["hash"]:
        sys.exit(f"broken: organization {head['organization']} disagrees with the head at event {head['sequence']}")
print("whole:", ", ".join(f"organization {name} to event {end[0]}" for name, end in ends.items()))
