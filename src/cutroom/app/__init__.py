"""The only place that constructs things: settings in, a running service out."""

from cutroom.app.processes import serve, worker
from cutroom.app.wiring import build_api, build_services

__all__ = ["build_api", "build_services", "serve", "worker"]
