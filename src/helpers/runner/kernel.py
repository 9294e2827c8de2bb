"""The kernels of a run: this very Python, sockets instead of ports, no user start-up files, a log of their own."""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec

from helpers.runner.nursery import Nursery

#: Where sockets in the file system are not to be had, kernels listen on the loopback interface.
_TRANSPORT = "tcp" if sys.platform == "win32" else "ipc"


def manager_for(
    *, folder: Path, environment: Mapping[str, str], log: Path, nursery: Nursery | None, pids: list[int]
) -> type[AsyncKernelManager]:
    """A kernel manager whose kernels keep their sockets in `folder` (short path), and write what they say to `log`.

    They are forked by `nursery` where there is one. The process number of each is added to `pids`.
    """

    class StepKernelManager(AsyncKernelManager):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            self.transport = _TRANSPORT
            self.connection_file = str(folder / f"{uuid.uuid4().hex[:12]}.json")

        @property
        def kernel_spec(self) -> KernelSpec:
            # Whatever "python3" means in the user's Jupyter: a run uses the Python that has `helpers`.
            return KernelSpec(resource_dir="", **get_kernel_dict())

        async def start_kernel(self, **options: Any) -> None:
            with log.open("ab") as out:
                options |= {"env": {**os.environ, **environment}, "stdout": out, "stderr": out}
                await super().start_kernel(**options)

        async def _async_launch_kernel(self, kernel_cmd: list[str], **options: Any) -> None:
            forked = nursery and nursery.kernel(
                self.connection_file, folder=options["cwd"], environment=options["env"], log=log
            )
            if forked:
                place = self.provisioner
                place.process, place.pid, place.pgid, place.cwd = forked, forked.pid, forked.pid, options["cwd"]
                self._reconcile_connection_info(place.connection_info)
            else:
                await super()._async_launch_kernel(kernel_cmd, **options)
            pids.append(self.provisioner.pid)

    return StepKernelManager
