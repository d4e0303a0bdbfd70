"""The SCIM endpoint of mlflow-oidc-auth: only its router and account database run."""

import importlib.util
import os
import sys

PATH = "/scim/v2"
IS_ASYNCHRONOUS = True


def make(folder, token):
    # This file is called like the product that it serves: the product's own package has to be found.
    sys.path = [entry for entry in sys.path if os.path.basename(entry) != "apps"]
    del sys.modules["mlflow"]
    os.environ.update(
        OIDC_USERS_DB_URI="sqlite:///" + os.path.join(folder, "auth.db"), SECRET_KEY="lab", AUDIT_LOG_ENABLED="false",
        SCIM_RATE_LIMIT_PER_MINUTE=os.environ.get("RATE", "60000"), SCIM_AUTH_FAILURE_LIMIT_PER_MINUTE="60",
    )
    from fastapi import FastAPI
    import mlflow_oidc_auth.repository.scim_token as tokens
    from mlflow_oidc_auth.routers.scim import scim_router
    from mlflow_oidc_auth.store import store

    # The product draws its tokens at random; here the lab's own is issued.
    tokens._generate = lambda: (token.split("_")[1], token)
    store.create_scim_token("lab", created_by="lab")
    application = FastAPI()
    application.include_router(scim_router)
    return application
