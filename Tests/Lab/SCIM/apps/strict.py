"""scim2-server, in memory; the environment variables ANNOUNCE and AUTH pick what it offers and honours, and whom it knows."""

import os

from authorization import guard
from scim2_models import ScimProvider, ServiceProviderConfig
from scim2_server.memory import InMemoryStorage
from scim2_server.service import ScimService
from scim2_server.testserver.application import BearerTokenApplication
from scim2_server.utils import load_default_resource_types, load_default_schemas

PATH = "/v2"
IS_ASYNCHRONOUS = False


def announcement(name):
    is_plain = name == "plain"
    config = {
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "patch": {"supported": True},
        "bulk": {"supported": not is_plain, "maxOperations": 1000, "maxPayloadSize": 1048576},
        "filter": {"supported": True, "maxResults": 100 if is_plain else 1000},
        "changePassword": {"supported": False},
        "sort": {"supported": not is_plain},
        "etag": {"supported": not is_plain},
    }
    if name == "cursor":
        config["pagination"] = {
            "cursor": True, "index": False, "defaultPaginationMethod": "cursor",
            "defaultPageSize": 100, "maxPageSize": 250, "cursorTimeout": 600,
        }
    return ServiceProviderConfig.model_validate(config)


def make(folder, token):
    provider = ScimProvider.from_discovery(
        load_default_schemas().values(), load_default_resource_types().values(),
        config=announcement(os.environ.get("ANNOUNCE", "full")), policy=None,
    )
    service = ScimService(provider, secret="cursors of the lab")
    application = BearerTokenApplication(InMemoryStorage(), provider, service=service, bearer_tokens=[token])
    return guard(application, token)
