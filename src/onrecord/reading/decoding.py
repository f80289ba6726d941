"""From bytes to text: encodings, and what is no text at all."""

from __future__ import annotations

import codecs
import re

from onrecord.reading.unreadable import ReadingError

# A long news article has some 100 kB, the longest report of a parliament's sitting a few MB. What is longer
# is a dump of many documents under the wrong name, and its analysis would take memory in proportion.
MAX_DOCUMENT_BYTES = 20_000_000
TOO_LARGE = (
    f"is larger than {MAX_DOCUMENT_BYTES // 1_000_000} MB, the most that one document may have: "
    "split it, or give many documents as JSON Lines, one a line"
)

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Encodings that Kyrgyz, Russian and English news has been stored in beside Unicode. Given the choice of all
# there are, the detector takes short Cyrillic texts for Greek or Arabic.
_LEGACY = ["cp1251", "koi8_r", "cp866", "mac_cyrillic", "iso8859_5", "cp1252"]
_DETECTION_BYTES = 64_000
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1b"))
# Of every hundred bytes of text hardly one is a control character; of a picture or an archive several are.
_MOST_CONTROL = 0.01
# In UTF-16 the upper byte of nearly every Latin (0) and Cyrillic (4) letter is one of these.
_UTF16_UPPER = b"\x00\x04"
_UTF16_SHARE = 0.9
# Formats that are known by their first bytes, and what to do with them.
_SIGNATURES = {
    b"%PDF-": "a PDF file: convert it to text",
    b"{\\rtf": "an RTF file: convert it to text",
    b"PK\x03\x04": "a ZIP archive or an office document: unpack it, or convert it to text",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old office document: convert it to text",
    b"\x89PNG\r\n": "a PNG picture: convert it to text",
    b"\xff\xd8\xff": "a JPEG picture: convert it to text",
    b"\x1f\x8b": "a gzip file: unpack it",
}
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"""<meta[^>]{1,200}charset\s*=\s*["']?\s*([A-Za-z0-9_-]{1,40})""", re.IGNORECASE)


def decode(data: bytes) -> str:
    """The text of ``data``, without a byte order mark; line breaks stay as they are.

    Raises ReadingError where the bytes are no text, or in no encoding that can be told with certainty.
    """
    if data.startswith(_UTF16_MARKS):
        return _decode_as(data, "utf-16")
    if wide := _utf16_without_mark(data):
        return _decode_as(data, wide)
    if is_binary(data):
        raise ReadingError("is not text but a binary file: give the text, a web page or JSON Lines instead")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _decode_legacy(data, error)


def decode_html(data: bytes) -> str:
    """The source of a page: in UTF-8, or else the encoding that it declares, or the one it seems to have."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith(_UTF16_MARKS) and not _is_utf8(data):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (UnicodeDecodeError, LookupError):
            pass  # what a page declares is often wrong
    return decode(data)


def check_format(data: bytes) -> None:
    """Raises ReadingError where ``data`` begins as a file of a format that cannot be read."""
    for signature, advice in _SIGNATURES.items():
        if data.startswith(signature):
            raise ReadingError(f"is {advice} first")


def is_binary(data: bytes) -> bool:
    """Whether the first part of ``data`` has control characters as no text has."""
    head = data[:_DETECTION_BYTES]
    controls = len(head) - len(head.translate(None, _CONTROL))
    return controls > 1 and controls > _MOST_CONTROL * len(head)


def looks_like_html(text: str) -> bool:
    """Whether the text begins as a page does, whatever the file is called."""
    return _HTML_START.match(text[:2000]) is not None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _utf16_without_mark(data: bytes) -> str | None:
    head = data[:_DETECTION_BYTES]
    for encoding, upper in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        others = len(upper.translate(None, _UTF16_UPPER))
        if (
            len(upper) > 1
            and others <= (1 - _UTF16_SHARE) * len(upper)
            and not is_binary(_lower(head, encoding))
        ):
            return encoding
    return None


def _lower(head: bytes, encoding: str) -> bytes:
    return head[::2] if encoding == "utf-16-le" else head[1::2]


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"seems to be {encoding.upper()} but is not at byte {error.start}: save it again as UTF-8"
        ) from None


def _decode_legacy(data: bytes, error: UnicodeDecodeError) -> str:
    if error.reason == "unexpected end of data" and not data[: error.start].isascii():
        raise ReadingError("ends in the middle of a character, so it was cut off: get the whole file again")
    if _is_nearly_utf8(data):
        # Any byte is a letter in Windows-1251: to read it so would garble the whole text for one odd byte.
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadingError(
            f"is UTF-8 but for byte 0x{data[error.start]:02x} at offset {error.start} (line {line}): "
            "correct it there, or save the file again as UTF-8"
        )
    # Imported on need, as it is rare.
    import charset_normalizer  # noqa: PLC0415

    best = charset_normalizer.from_bytes(data[:_DETECTION_BYTES], cp_isolation=_LEGACY).best()
    if best is None:
        raise ReadingError("is in no encoding that can be told with certainty: save it again as UTF-8")
    return _decode_as(data, best.encoding)


def _is_nearly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return sum(character > "\x7f" for character in text[:_DETECTION_BYTES]) > 4 * wrong
