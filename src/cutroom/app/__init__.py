"""The only place that constructs things: settings in, a running service out.

``serve`` and ``worker`` run processes; :mod:`cutroom.app.wiring` has the parts for those who host the HTTP
application themselves.
"""

from cutroom.app.processes import serve, worker

__all__ = ["serve", "worker"]
