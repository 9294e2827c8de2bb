"""Where the store's files are: a folder of this machine, or any place that fsspec knows (s3://, gs://, ...).

A file appears complete or not at all: locally it is written aside and renamed; an object store takes it in one put.
Names carry the hash of the content, so two writers of one name write the same bytes, and object stores need no lock.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from filelock import FileLock

from helpers.errors import StoreError

_INSTALL = "Install it: pip install -r requirements-cluster.txt."


@dataclass(frozen=True)
class Location:
    """A folder. `url`: an absolute path, or an address with a scheme. Small, and may be sent to a worker."""

    url: str

    @classmethod
    def of(cls, place: str | Path) -> Location:
        """The location of a path or an address."""
        text = str(place)
        return cls(text.rstrip("/") if "://" in text else str(Path(text).expanduser().absolute()))

    @property
    def is_local(self) -> bool:
        return "://" not in self.url

    def full(self, name: str) -> str:
        """Path or address of a file in it."""
        return f"{self.url}/{name}" if not self.is_local else str(Path(self.url, name))

    def names(self, folder: str) -> list[str]:
        """The files of a folder in it, sorted; none if there is no such folder."""
        try:
            if self.is_local:
                with os.scandir(Path(self.url, folder)) as entries:
                    return sorted(entry.name for entry in entries)
            filesystem = self.filesystem()
            filesystem.invalidate_cache()
            return sorted(name.rsplit("/", 1)[-1] for name in filesystem.ls(self.full(folder), detail=False))
        except FileNotFoundError:
            return []

    def find(self, folder: str, prefix: str) -> str:
        """The first file of a folder in it whose name begins so; empty if there is none."""
        if self.is_local:
            found = sorted(path.name for path in Path(self.url, folder).glob(f"{prefix}*.parquet"))
        else:
            filesystem = self.filesystem()
            filesystem.invalidate_cache()
            found = sorted(
                name.rsplit("/", 1)[-1] for name in filesystem.glob(self.full(f"{folder}/{prefix}*.parquet"))
            )
        return found[0] if found else ""

    def read(self, name: str) -> bytes:
        """All bytes of a file; FileNotFoundError if it is not there."""
        if self.is_local:
            return Path(self.url, name).read_bytes()
        return self.filesystem().cat_file(self.full(name))

    def write(self, name: str, data: bytes) -> None:
        """Make a file of these bytes, complete or not at all."""
        try:
            if not self.is_local:
                self.filesystem().pipe_file(self.full(name), data)
                return
            target = Path(self.url, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            waiting = target.with_name(f"{target.name}.{uuid.uuid4().hex}.tmp")
            waiting.write_bytes(data)
            waiting.replace(target)
        except OSError as error:
            do = "Give another place with the parameter store."
            raise StoreError("cannot write into the store", where=f"{self.url} ({error})", do=do) from error

    def remove(self, name: str) -> None:
        """Delete a file, if it is there."""
        if self.is_local:
            Path(self.url, name).unlink(missing_ok=True)
            return
        try:
            self.filesystem().rm_file(self.full(name))
        except FileNotFoundError:
            return

    def remove_folder(self, folder: str) -> None:
        """Delete a folder in it with all that it holds, if it is there."""
        if self.is_local:
            shutil.rmtree(Path(self.url, folder), ignore_errors=True)
        elif self.filesystem().exists(self.full(folder)):
            self.filesystem().rm(self.full(folder), recursive=True)

    @contextmanager
    def lock(self, name: str) -> Iterator[None]:
        """Hold a name against other processes on this machine. Nothing is held in an object store: see above."""
        if not self.is_local:
            yield
            return
        folder = Path(self.url, ".locks")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            do = "Give another place with the parameter store."
            raise StoreError("cannot write into the store", where=f"{self.url} ({error})", do=do) from error
        with FileLock(folder / name):
            yield

    def filesystem(self) -> Any:
        """fsspec's file system for it."""
        return _filesystem(self.url.split("://", 1)[0])


@lru_cache(maxsize=8)
def _filesystem(scheme: str) -> Any:
    try:
        import fsspec

        return fsspec.filesystem(scheme)
    except (ImportError, ValueError) as error:
        raise StoreError(
            f"a store on {scheme}:// needs a package ({error})", where=f"{scheme}://", do=_INSTALL
        ) from error
