"""Offline packages: edits that leave in a file, and the answers that come back in one. For registries without an API.

A package is a zip: `addresses.geojsonl` (the frozen bytes of each operation, one line each), `operations.jsonl` (what
each line is: create or update, of which version), sheets for people (XLSX, one per commune and recipient),
`manifest.json` (register, running number, SHA-256 of every file, and that of the manifest before: a chain) and
`manifest.sig`. A receipt is the same with `results.jsonl` instead: op_id, decision (accepted, rejected), code, reason.

What the signature proves: whoever made the file holds the key that both sides share, and nothing in it was changed
since (HMAC-SHA256 over the bytes of `manifest.json`, which lists the digest of all else). What it does not prove: which
of the two made it, since both can sign; who the person was; when it was made; and it hides nothing: the content is
readable by all, which is why no personal data is ever in it. The key stands only in the store of passwords of QGIS. An
Ed25519 signature would tell the two sides apart, but neither Python's standard library nor every QGIS has it; the first
word of `manifest.sig` names the algorithm, so that one can be added.

A filled sheet is not signed: it is as good as the person it comes from.
"""
