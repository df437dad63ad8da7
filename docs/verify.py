#!/usr/bin/env python3
"""A second reader of Countersign's record, written from docs/journal.md: python3 docs/verify.py [DIR]. It shares no code with the
extension. Exit code 0: whole; 1: something was edited, lost, reordered or forged, and each is said with its place."""
import hashlib, json, os, re, sys

KINDS = {"approved", "proposed", "edited", "rejected", "skipped", "refused", "ran", "recovered", "restored", "asked", "answered", "signed", "torn"}
OPEN, CLOSE = "<!-- countersign:result ", "<!-- /countersign:result -->"


def sha(text):
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def record(line):
    """The record a line holds, or None: JSON without blanks, names sorted, and a sum over the line without the sum."""
    try:
        pairs = json.loads(line, object_pairs_hook=list)
        found = dict(pairs)
        at = line.index(',"sum":"')
        bare = line[:at] + line[at + len(',"sum":""') + 64 :]
        known = found["v"] == 1 and found["kind"] in KINDS and [name for name, _ in pairs] == sorted(found)
        return found if known and found["sum"] == sha(bare) else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def read_chain(path, text, say):
    records, torn, seq, prev = [], [], 0, sha(path)
    lines = text.replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines[:-1] if lines[-1] == "" else lines, 1):
        found = record(line)
        if found is None:
            torn.append(line)
            continue
        where = number - len(torn)
        if torn and found["kind"] != "torn":
            say(path, where, "is no record")
        elif found["kind"] == "torn" and found["fragment"] != sha("\n".join(torn)):
            say(path, where, "is closed by a record that closes something else")
        elif found["seq"] != seq + 1 or found["prev"] not in (prev, "0" * 64 if seq == 0 else prev):
            say(path, where, "does not follow the record before it")
        records.append(found)
        seq, prev, torn = found["seq"], sha(line), []
    if torn:
        say(path, len(lines) - len(torn), "is no record")
    return records


def blocks(text):
    """Every result block with the number of its first line: its lines without what the place they stand in puts before them."""
    lines, outer = re.split(r"\r\n|\n|\r", text), None
    for number, line in enumerate(lines, 1):
        fence = re.match(r"[\s>]*(`{3,}|~{3,})([^`]*)$", line)
        if fence and (outer is None or (fence[1].startswith(outer) and not fence[2].strip())):
            outer = fence[1] if outer is None else None
        lead, opening, rest = line.partition(OPEN)
        if outer or not opening or lead.strip(" \t>"):
            continue
        kept, fence = [(OPEN + rest).rstrip(" \t")], None
        for inner in lines[number:]:
            inner = (inner[len(lead) :] if inner.startswith(lead) else inner.lstrip(" \t>")).rstrip(" \t")
            if inner or fence:
                kept.append(inner)
            if fence is None and re.fullmatch("`{3,}text", inner):
                fence = inner[:-4]
            elif fence and re.fullmatch(f" {{0,3}}{fence}`*", inner):
                fence = None
            if inner == CLOSE and fence is None:
                break
        yield number, re.search(r"run=(\S*)", rest)[1] if "run=" in rest else "", sha("\n".join(kept))


def texts(folder):
    """Path and text of every journal, then of every markdown file, hidden folders aside."""
    for wanted in (r"\.countersign/journal/.*\.jsonl", r"(?!(?:.*/)?(?:\.|node_modules/)).*\.(?:md|markdown)"):
        for place in (os.path.join(root, name) for root, _, names in os.walk(folder) for name in names):
            path = os.path.relpath(place, folder).replace(os.sep, "/")
            if re.fullmatch(wanted, path):
                with open(place, encoding="utf-8", errors="surrogateescape", newline="") as file:
                    yield path, file.read()


def main(folder):
    bad, runs = [], {}
    say = lambda path, line, what: bad.append(f"{path}:{line}: {what}")
    for path, text in texts(folder):
        if path.startswith(".countersign/"):
            ends = (found for found in read_chain(path, text, say) if found["kind"] in ("ran", "recovered"))
            runs.update({found["run"]: found.get("block") for found in ends})
            continue
        for line, run, digest in blocks(text):
            if runs.get(run, "") not in (digest, None):
                say(path, line, f"is not the block that run {run} left" if run in runs else f"tells of run {run}, which no journal knows")
    print("\n".join(bad) or "whole")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "."))
