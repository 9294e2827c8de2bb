"""Kernels that start at once: a process with the imports done, which forks one for each notebook.

The process begins with the run, imports what the notebooks of the run import from `helpers`, and waits. A kernel is a
fork of it, so no kernel can see what another did, and the two seconds of imports are paid once. It ends with the
runner, whatever ends that, and its kernels with it. Linux only: elsewhere, and where it fails, kernels start as Jupyter
starts them.
"""

from __future__ import annotations

import ast
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_SOCKET = "nursery"
_PATIENCE_S = 60
_TICK_S = 0.05


class Nursery:
    """The runner's side. `kernel` forks a kernel, or says None where that cannot be had."""

    def __init__(self, folder: Path, notebooks: Iterable[Path], environment: Mapping[str, str], root: Path) -> None:
        self._address = str(folder / _SOCKET)
        self._server: subprocess.Popen | None = None
        if sys.platform == "linux":
            command = [sys.executable, "-P", "-m", __name__, self._address, *map(str, notebooks)]
            self._server = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=root,
                env={**os.environ, **environment}, start_new_session=True,
            )  # fmt: skip

    def kernel(self, connection: str, *, folder: str, environment: Mapping[str, str], log: Path) -> Kernel | None:
        """A new kernel that reads the connection file `connection`, works in `folder` and writes to `log`."""
        wanted = {"connection": connection, "folder": folder, "environment": dict(environment), "log": str(log)}
        try:
            if self._server is None or self._server.poll() is not None:
                return None
            until = time.monotonic() + _PATIENCE_S
            while not Path(self._address).exists():  # it is there when the imports are done
                if self._server.poll() is not None or time.monotonic() > until:
                    return None
                time.sleep(_TICK_S)
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(_PATIENCE_S)
            line.connect(self._address)
            line.sendall(json.dumps(wanted).encode() + b"\n")
            number = line.makefile("rb", buffering=0).readline()
            return Kernel(int(number), line)
        except (OSError, ValueError):
            return None

    def close(self) -> None:
        """End the process; with it end the kernels that still run."""
        if self._server is not None:
            self._server.stdin.close()
            self._server.kill()
            self._server.wait()


class Kernel:
    """A forked kernel, as far as Jupyter asks after it: what `subprocess.Popen` offers."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, line: socket.socket) -> None:
        self.pid, self._line = pid, line
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit code once it has ended; the nursery says so on the open line, or is gone itself."""
        if self.returncode is None and select.select([self._line], [], [], 0)[0]:
            self._end()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, when it has ended."""
        if self.returncode is None:
            if not select.select([self._line], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
            self._end()
        return self.returncode or 0

    def send_signal(self, number: int) -> None:
        """Signal the kernel, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def _end(self) -> None:
        try:
            said = self._line.recv(64)
        except OSError:
            said = b""
        self.returncode = int(said) if said.strip() else -signal.SIGKILL
        self._line.close()


def imported(notebook: Path) -> list[str]:
    """The modules of `helpers` that a notebook imports."""
    found: list[str] = []
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        trees = [ast.parse("".join(cell["source"])) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError, SyntaxError):
        return []
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
        elif isinstance(node, ast.Import):
            found += [name.name for name in node.names]
    return [name for name in found if name.split(".")[0] == "helpers"]


def _serve(address: str, notebooks: list[str]) -> None:
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")  # as every kernel has it
    for name in dict.fromkeys(["ipykernel.kernelapp", *(name for path in notebooks for name in imported(Path(path)))]):
        try:
            importlib.import_module(name)
        except Exception:  # the notebook that needs it will say so; a name may also be no module
            continue
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(f"{address}.new")
    listener.listen()
    Path(f"{address}.new").rename(address)
    lines: dict[int, socket.socket] = {}
    while True:
        ready, _, _ = select.select([listener, sys.stdin], [], [], _TICK_S)
        if sys.stdin in ready:  # the runner is gone
            break
        if listener in ready:
            line, _ = listener.accept()
            wanted = json.loads(line.makefile("rb").readline())
            pid = os.fork()
            if pid == 0:
                _become_kernel(wanted, [listener, line, *lines.values()])
            line.sendall(f"{pid}\n".encode())
            lines[pid] = line
        _tell_ends(lines)
    for pid in lines:
        os.killpg(pid, signal.SIGKILL)


def _tell_ends(lines: dict[int, socket.socket]) -> None:
    while lines:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        with lines.pop(pid) as line:
            try:
                line.sendall(str(os.waitstatus_to_exitcode(status)).encode())
            except OSError:  # nobody waits for it any more
                continue


def _become_kernel(wanted: dict[str, Any], inherited: list[socket.socket]) -> None:
    """In the fork: leave the nursery behind and be a kernel until the end."""
    code = 1
    try:
        parent = os.getppid()
        os.setsid()
        for line in inherited:
            line.close()
        log, nothing = os.open(wanted["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644), os.open(os.devnull, 0)
        for number, target in ((nothing, 0), (log, 1), (log, 2)):
            os.dup2(number, target)
        os.chdir(wanted["folder"])
        os.environ.clear()
        os.environ.update(wanted["environment"])
        from ipykernel.kernelapp import launch_new_instance

        launch_new_instance(argv=["-f", wanted["connection"], f"--IPKernelApp.parent_handle={parent}"])
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    finally:
        sys.stdout.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve(sys.argv[1], sys.argv[2:])
