"""The SCIM endpoint of Open WebUI: only its router and database run.

One local administrator is there from the start, admin@lab.invalid: never listed, and 409 for whoever is to get that address.
"""

import os
import sys
import types
from contextlib import asynccontextmanager

PATH = "/api/v1/scim/v2"
IS_ASYNCHRONOUS = True


def make(folder, token):
    os.environ.update(
        FROM_INIT_PY="true", DATA_DIR=folder, WEBUI_SECRET_KEY="lab", VECTOR_DB="none", ENABLE_SCIM="true",
        SCIM_TOKEN=token, SCIM_AUTH_PROVIDER="oidc", GLOBAL_LOG_LEVEL="ERROR", OFFLINE_MODE="true",
    )
    import bcrypt

    # Nobody signs in here: with the product's own cost every account takes a quarter of a second.
    gensalt = bcrypt.gensalt
    bcrypt.gensalt = lambda rounds=4, prefix=b"2b": gensalt(4, prefix)
    # The helper for searching the web drags in a hundred packages and plays no part.
    stub = types.ModuleType("open_webui.retrieval.web.utils")
    stub.__getattr__ = lambda name: None
    sys.modules[stub.__name__] = stub
    from fastapi import FastAPI
    from open_webui.models.auths import Auths
    from open_webui.routers import scim

    @asynccontextmanager
    async def lifespan(application):
        await Auths.insert_new_auth(email="admin@lab.invalid", password="x", name="Lab Admin", role="admin")
        yield

    application = FastAPI(lifespan=lifespan)
    application.state.ENABLE_SCIM = True
    application.state.SCIM_TOKEN = token
    application.include_router(scim.router, prefix=PATH)
    return application
