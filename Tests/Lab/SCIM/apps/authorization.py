"""Other ways to be known than a bearer token, in front of a WSGI application; the environment variable AUTH picks one.

basic   user "rollcall", the token is the password
oauth2  POST /token gives tokens for client credentials: id "rollcall", the token and "+/:=" is the secret. Each is good
        for 20 requests, then 401. CLIENT=body: id and secret have to be in the body.
Requests whose User-Agent does not begin with rollcall/ go through as they are: those of whoever prepares data.
"""

import base64
import json
import os
import urllib.parse


def guard(application, token):
    kind = os.environ.get("AUTH")
    if not kind:
        return application
    left = {}

    def answer(start, status, body):
        start(status, [("Content-Type", "application/json")])
        return [json.dumps(body).encode()]

    def pair(environ):
        scheme, _, value = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        return base64.b64decode(value).decode().partition(":")[::2] if scheme == "Basic" else ("", "")

    def give(environ, start):
        form = dict(urllib.parse.parse_qsl(environ["wsgi.input"].read().decode()))
        if os.environ.get("CLIENT") == "body":
            client = (form.get("client_id"), form.get("client_secret"))
        else:
            client = tuple(urllib.parse.unquote_plus(part) for part in pair(environ))
        if form.get("grant_type") != "client_credentials" or client != ("rollcall", token + "+/:="):
            return answer(start, "401 Unauthorized", {"error": "invalid_client", "error_description": f"not {client[1]}"})
        given = "given." + os.urandom(8).hex()
        left[given] = 20
        return answer(start, "200 OK", {"access_token": given, "token_type": "Bearer", "expires_in": 3600})

    def knows(environ):
        if kind == "basic":
            return pair(environ) == ("rollcall", token)
        given = environ.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        left[given] = left.get(given, 0) - 1
        return left[given] >= 0

    def guarded(environ, start):
        if kind == "oauth2" and environ["PATH_INFO"] == "/token":
            return give(environ, start)
        if environ.get("HTTP_USER_AGENT", "").startswith("rollcall/"):
            if not knows(environ):
                return answer(start, "401 Unauthorized", {"detail": "who are you?"})
            environ["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return application(environ, start)

    return guarded
