"""The same tasks on a Dask cluster: one on this machine, or one whose scheduler has an address.

A worker that is lost costs the partitions it had in hand; Dask gives them to another. Refuses: an address where no
scheduler answers, a cluster without workers, and workers whose Python, packages or sources are not the same as here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from helpers.engine.local import MEMORY_BYTES, default_workers
from helpers.engine.versions import all_versions, difference
from helpers.errors import EngineError

if TYPE_CHECKING:
    from distributed import Client

_CONNECT_S = 15
#: Seconds that a cluster may be without any worker before we give up.
_NO_WORKER_S = 60
#: Seconds between looks at whether the cluster is still there.
_LOOK_S = 2.0


def run_on_cluster(
    function: Callable[..., Any], tasks: Sequence[tuple], cluster: str, progress: Callable[[int], None]
) -> list[Any]:
    """`[function(*task) for task in tasks]`, on the workers of a cluster; the first error is raised."""
    client = connect(cluster)
    check_workers(client)
    mine = all_versions()
    futures = [client.submit(_checked, mine, function, task, pure=False) for task in tasks]
    try:
        _wait(client, futures, cluster, progress)
        return client.gather(futures)
    finally:
        client.cancel([future for future in futures if not future.done()], force=True)


def connect(cluster: str) -> Client:
    """A client of the cluster: "local" starts one on this machine, anything else is the address of a scheduler."""
    clients = _clients()
    if cluster not in clients or clients[cluster].status != "running":
        clients[cluster] = _connect(cluster)
    return clients[cluster]


def disconnect() -> None:
    """Let go of all clusters; one that was started on this machine ends."""
    for client in _clients().values():
        if client.cluster is not None:
            client.cluster.close()
        client.close()
    _clients().clear()


@lru_cache(maxsize=1)
def _clients() -> dict[str, Client]:
    """The clients by cluster, kept for the next step."""
    return {}


def _connect(cluster: str) -> Client:
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        do = "Install it: pip install -r requirements-cluster.txt."
        raise EngineError("a cluster needs the package distributed", where=f"cluster {cluster}", do=do) from error
    if cluster == "local":
        own = LocalCluster(
            n_workers=default_workers(), threads_per_worker=1, memory_limit=MEMORY_BYTES, dashboard_address=None
        )
        return Client(own, set_as_default=False)
    try:
        return Client(cluster, timeout=_CONNECT_S, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        do = "Start it with: dask scheduler. The address looks like tcp://host:8786."
        raise EngineError("no Dask scheduler answers", where=f"cluster {cluster}", do=do) from error


def check_workers(client: Client) -> None:
    """EngineError naming the first worker whose versions are not the same as here."""
    mine = all_versions()
    for address, theirs in sorted(client.run(all_versions, on_error="return").items()):
        if isinstance(theirs, Exception):
            do = "Install Dateline there, the same version as here."
            raise EngineError("a worker does not know Dateline", where=f"worker {address} ({theirs})", do=do)
        _same(mine, theirs, address)


def _checked(mine: dict[str, str], function: Callable[..., Any], task: tuple) -> Any:
    """On a worker: the task, unless this worker (it may have joined late) would give other bytes."""
    from distributed import get_worker

    _same(mine, all_versions(), get_worker().address)
    return function(*task)


def _same(mine: dict[str, str], theirs: dict[str, str], address: str) -> None:
    odd = difference(mine, theirs)
    if odd:
        raise EngineError("a worker differs", where=f"worker {address}: {odd}", do="Install the same there.")


def _raise(future: Any) -> None:
    """The error of a task that failed; a task whose workers died again and again is told in our words."""
    from distributed import KilledWorker

    try:
        future.result()
    except KilledWorker as error:
        do = "Most likely memory ran out: give the workers more. What was made is kept."
        raise EngineError("workers died again and again", where=str(error).split(".")[0], do=do) from error


def _wait(client: Client, futures: list, cluster: str, progress: Callable[[int], None]) -> None:
    """Until all futures are done or one has failed."""
    finished: SimpleQueue = SimpleQueue()
    for future in futures:
        future.add_done_callback(finished.put)
    alone_since = 0.0
    n_done = 0
    progress(n_done)
    while n_done < len(futures):
        try:
            future = finished.get(timeout=_LOOK_S)
        except Empty:
            alone_since = _look(client, futures, cluster, alone_since)
            continue
        if future.status != "finished":
            _raise(future)
        n_done += 1
        progress(n_done)


def _look(client: Client, futures: list, cluster: str, alone_since: float) -> float:
    """See that the cluster is still there; since when it has been without workers, 0 if it has some."""
    for future in futures:
        if future.status in ("error", "cancelled", "lost"):
            _raise(future)
    if client.status != "running":
        raise EngineError("the cluster went away", where=f"cluster {cluster}", do="Start it, then run again.")
    if client.scheduler_info()["workers"]:
        return 0.0
    now = time.monotonic()
    if alone_since and now - alone_since > _NO_WORKER_S:
        do = "Start some: dask worker ADDRESS. What was made is kept."
        raise EngineError("the cluster has no workers", where=f"cluster {cluster}", do=do)
    return alone_since or now
