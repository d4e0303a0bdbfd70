"""django-scim2-server with its default adapters, in the smallest Django project that carries it."""

import hmac
import os

import django
from django.conf import settings
from django.urls import include, path

PATH = "/scim/v2"
IS_ASYNCHRONOUS = False
expected = ""
urlpatterns = [path("scim/v2/", include("django_scim2_server.urls"))]


def check(request):
    return hmac.compare_digest(request.headers.get("Authorization", ""), expected)


def make(folder, token):
    global expected
    expected = "Bearer " + token
    settings.configure(
        SECRET_KEY="lab", ALLOWED_HOSTS=["127.0.0.1"], USE_TZ=True, APPEND_SLASH=False, ROOT_URLCONF="softdelete",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django_scim2_server"],
        SCIM2_SERVER_AUTH_CHECK="softdelete.check",
        DATABASES={"default": {
            "ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(folder, "db.sqlite3"),
            "OPTIONS": {"timeout": 30, "transaction_mode": "IMMEDIATE",
                        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"},
        }},
    )
    django.setup()
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    call_command("migrate", verbosity=0)
    return get_wsgi_application()
