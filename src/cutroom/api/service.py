"""The whole HTTP service: every dialect at its place, files and health at the root."""

from __future__ import annotations

from fastapi import FastAPI

from cutroom.api.capcut_mate.routes import OLDER_MOUNT, PUBLISHED_MOUNT, capcut_mate_app
from cutroom.api.delivery import add_delivery
from cutroom.api.dialect import Services, dialect_app
from cutroom.api.health import add_health
from cutroom.api.jy.routes import MOUNT as JY_MOUNT
from cutroom.api.jy.routes import jy_app
from cutroom.api.native import errors
from cutroom.api.native.routes import MOUNT as NATIVE_MOUNT
from cutroom.api.native.routes import native_app
from cutroom.api.sticker_pictures import add_sticker_pictures


def service_app(services: Services) -> FastAPI:
    """All mounts; what lies outside of them answers like the native dialect."""
    app = dialect_app("Cutroom service", errors.answer, errors.answer_http)
    add_health(app, services)
    add_delivery(app, services)
    add_sticker_pictures(app, services)
    capcut_mate = capcut_mate_app(services)
    app.mount(PUBLISHED_MOUNT, capcut_mate)
    app.mount(OLDER_MOUNT, capcut_mate)
    app.mount(JY_MOUNT, jy_app(services))
    app.mount(NATIVE_MOUNT, native_app(services))
    return app
