"""The indexes of users' own files, each made once and mapped into memory from then on.

They lie in ``onrecord/catalogues`` in the user's folder for caches (``XDG_CACHE_HOME``, else ``~/.cache``),
each under a name made of what is in the file and of how it is indexed, so that one that is there is the right
one. It appears at once or not at all, whatever else runs or is killed meanwhile; one that is not whole is
made anew.
"""

from __future__ import annotations

import mmap
import os
import time
from contextlib import suppress
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from onrecord.actors.catalogue.building import write_index
from onrecord.actors.catalogue.index import NameIndex
from onrecord.actors.catalogue.layout import CHECKSUM_BYTES, MAGIC, TRAILER
from onrecord.actors.catalogue.rows import CatalogueError, read_entries
from onrecord.romanisation import table

_UNUSED_SECONDS = 90 * 24 * 60 * 60
_MOST_BYTES = 2 * 1024**3
_BLOCK = 1 << 20


def content_digest(source: Path) -> str:
    """The SHA-256 of a user's file, in hexadecimal; raises :class:`CatalogueError` and ``OSError``."""
    if source.stat().st_size > _MOST_BYTES:
        raise CatalogueError(f"{source}: larger than {_MOST_BYTES // 1024**3} GiB")
    with source.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def kept_index(source: Path, digest: str) -> Path:
    """The file with the index of ``source``, whose content has the SHA-256 ``digest``; made if need be.

    Raises :class:`CatalogueError`, which names file, line and fault, and ``OSError``.
    """
    folder = _folder()
    path = folder / f"{_key(digest)}.names"
    if _is_whole(path):
        with suppress(OSError):
            os.utime(path)
    else:
        folder.mkdir(parents=True, exist_ok=True)
        _remove_unused(folder)
        _make(source, digest, path)
    return path


def mapped(path: Path) -> NameIndex:
    """The index in a file, which :func:`kept_index` gave; raises ``OSError``."""
    with path.open("rb") as stream:
        # Stays mapped as long as something refers to it, though the file be replaced or removed.
        return NameIndex(memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)))


def _folder() -> Path:
    given = os.environ.get("XDG_CACHE_HOME")
    return (Path(given) if given else Path("~/.cache").expanduser()) / "onrecord" / "catalogues"


def _key(digest: str) -> str:
    """Changes with the content, the layout and the folding of words."""
    return sha256(repr((digest, MAGIC, sorted(table().items()))).encode()).hexdigest()[:32]


def _is_whole(path: Path) -> bool:
    """Whether a file is there that ends with the checksum of all before; read through, and not mapped."""
    try:
        with path.open("rb") as stream:
            left = os.fstat(stream.fileno()).st_size - CHECKSUM_BYTES
            if left < len(MAGIC) + TRAILER.size:
                return False
            checksum = sha256()
            while left > 0 and (block := stream.read(min(left, _BLOCK))):
                checksum.update(block)
                left -= len(block)
            return stream.read() == checksum.digest()
    except FileNotFoundError:
        return False


def _make(source: Path, digest: str, path: Path) -> None:
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
        try:
            with source.open("rb") as stream:
                write_index(read_entries(stream, str(source)), part)
            if content_digest(source) != digest:
                raise CatalogueError(f"{source} was changed while it was read; try again")
            part.close()
            Path(part.name).replace(path)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise


def _remove_unused(folder: Path) -> None:
    """Remove what nobody has opened for long, and what was left half made."""
    for path in folder.iterdir():
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _UNUSED_SECONDS:
                path.unlink()
