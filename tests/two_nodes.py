"""A cluster of two nodes on this machine, one of them killed in the middle of `khabar scale`: ``two_nodes.py INPUT OUT``.

A program of its own: Ray keeps threads, sockets and warnings that do not belong in a test's process.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

MEMORY = 80 * 2**20
WAIT = 300.0
"""Seconds until the first shard must be there."""


def start() -> tuple[Any, Any]:
    """The cluster and its second node."""
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": MEMORY, "include_dashboard": False})
    return cluster, cluster.add_node(num_cpus=1, object_store_memory=MEMORY)


def kill_midway(cluster: Any, node: Any, out: Path, killed: list[int]) -> None:
    """Kill the node as soon as a shard is there; note how many there were."""
    until = time.monotonic() + WAIT
    while not (done := len(list(out.glob("*.parquet")))):
        if time.monotonic() > until:
            return
        time.sleep(0.02)
    cluster.remove_node(node, allow_graceful=False)
    killed.append(done)


def main() -> None:
    """Scale the input on the cluster; the last line on standard error tells when the node was killed."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from khabar.cli import main as khabar

    given, out = sys.argv[1:3]
    cluster, node = start()
    os.environ["RAY_ADDRESS"] = cluster.address
    killed: list[int] = []
    killer = threading.Thread(target=kill_midway, args=(cluster, node, Path(out), killed))
    killer.start()
    code: object = 3
    try:
        khabar(["scale", given, out])
    except SystemExit as ended:
        code = ended.code
    killer.join()
    cluster.shutdown()
    sys.stderr.write(f"killed after {killed} shards, exit code {code}\n")
    sys.exit(code if killed and isinstance(code, int) else 4)


if __name__ == "__main__":
    main()
