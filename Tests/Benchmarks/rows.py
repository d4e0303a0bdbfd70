"""What is measured next to what. Each row is a function of a world and a size; it yields named pairs of programs."""
import concurrent.futures
import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.parse
import urllib.request

from measuring import Failed, Run, run

HERE = os.path.dirname(os.path.abspath(__file__))
LIMITS = {
    name: {"percent": None, "count": None}
    for name in (
        "memberRemovals disabledRemovals sourceShrink identityChange lostAttribute membershipRemovals groupShrink "
        "groupDepartures finalRemovals invitations restores groupCreations membershipAdditions groupGrowth"
    ).split()
}


class Pair:
    """Two programs on the same work. `theirs` is None where there is nothing to run, and `missing` says why."""

    def __init__(self, name, ours, other=None, theirs=None, missing=None, repeats=None):
        self.name, self.ours, self.other, self.theirs, self.missing = name, ours, other, theirs, missing
        self.repeats = repeats


class World:
    """Binaries, and a folder with data that is made once."""

    def __init__(self, folder, rollcall, planner, sandbox):
        self.folder, self.rollcall, self.planner, self.sandbox = folder, rollcall, planner, sandbox
        os.makedirs(folder, exist_ok=True)

    def export(self, users, differences):
        folder = os.path.join(self.folder, "okta-%d-%g" % (users, differences))
        if not os.path.exists(os.path.join(folder, "made")):
            shutil.rmtree(folder, ignore_errors=True)
            subprocess.run(
                [os.path.join(HERE, "generate-export"), "--users", str(users), "--differences", str(differences), folder],
                check=True,
            )
            open(os.path.join(folder, "made"), "w").close()
        return folder

    def configuration(self, folder, source, organization, protect=None, **more):
        path = os.path.join(folder, "config.json")
        value = {
            "sources": [source],
            "organization": organization,
            "limits": LIMITS,
            "run": {"state": os.path.join(folder, "state")},
        }
        value["run"].update(more)
        if protect is not None:
            value["protect"] = protect
        with open(path, "w", encoding="utf-8") as file:
            json.dump(value, file, indent=2)
        os.chmod(path, 0o600)
        return path

    def export_configuration(self, folder):
        return self.configuration(
            folder,
            {"kind": "export", "name": "okta", "path": os.path.join(folder, "okta"), "maximumAge": None},
            {"kind": "file", "path": os.path.join(folder, "organization.json")},
        )


def tool(name):
    """- Returns: The path, or None and words that name what is missing."""
    path = shutil.which(name)
    return path, None if path else "'%s' is not installed" % name


def start_up(world, users):
    del users
    path, missing = tool("true")
    yield Pair(
        "start-up: --version",
        lambda: run([world.rollcall, "--version"]),
        "true",
        path and (lambda: run([path])),
        missing,
        repeats=20,
    )


def export(world, users):
    folder = world.export(users, 0)
    config = world.export_configuration(folder)
    plan = lambda: run([world.rollcall, "plan", "--exit-code", "--config", config])
    file = os.path.join(folder, "okta", "users.json")
    path, missing = tool("node")
    # A string of V8 has room for 2^29 - 24 characters.
    if path and os.path.getsize(file) > (1 << 29) - 24:
        path, missing = None, "node cannot hold a text of %d MB" % (os.path.getsize(file) >> 20)
    script = "JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'))"
    yield Pair("export: plan, nothing to change", plan, "node JSON.parse", path and (lambda: run([path, "-e", script, file])), missing)
    jq, missing = tool("jq")
    yield Pair("export: plan, nothing to change", plan, "jq length", jq and (lambda: run([jq, "length", file])), missing)


def changes(world, users):
    folder = world.export(users, 0.1)
    config = world.export_configuration(folder)
    file = os.path.join(folder, "okta", "users.json")
    path, missing = tool("jq")
    length = path and (lambda: run([path, "length", file]))
    yield Pair("export: plan, a tenth to change", lambda: run([world.rollcall, "plan", "--config", config]), "jq length", length, missing)
    organization, kept = os.path.join(folder, "organization.json"), os.path.join(folder, "organization.kept")
    if not os.path.exists(kept):
        shutil.copy(organization, kept)

    def sync():
        shutil.copy(kept, organization)
        shutil.rmtree(os.path.join(folder, "state"), ignore_errors=True)
        return run([world.rollcall, "sync", "--yes", "--config", config])

    yield Pair("export: sync, a tenth to change", sync, "jq length", length, missing)
    shutil.copy(kept, organization)


def ldap(world, users):
    missing = next((why for path, why in map(tool, ("ldapsearch", "slapd")) if why), None)
    if missing and os.path.exists("/usr/sbin/slapd") and shutil.which("ldapsearch"):
        missing = None
    if missing:
        yield Pair("LDAP: plan, nothing to change", None, "ldapsearch", None, missing)
        return
    lab = os.path.join(HERE, "..", "Lab")
    folder = os.path.join(world.folder, "ldap-%d" % users)
    os.makedirs(folder, exist_ok=True)
    ldif, server = os.path.join(folder, "directory.ldif"), os.path.join(folder, "slapd")
    start = [os.path.join(lab, "slapd"), "start", server]
    if not os.path.exists(server):
        subprocess.run(
            [os.path.join(lab, "generate-directory"), "--users", str(users), "--groups", str(max(10, users // 100)), ldif], check=True
        )
        start.append(ldif)
    said = subprocess.run(start, check=True, stdout=subprocess.PIPE, text=True).stdout
    settings = dict(line.split("=", 1) for line in said.splitlines() if "=" in line)
    try:
        with open(os.path.join(folder, "password"), "w", encoding="utf-8") as file:
            file.write(settings["PASSWORD"])
        os.chmod(file.name, 0o600)
        base = settings["BASE"]
        config = world.configuration(
            folder,
            {
                "kind": "ldap",
                "name": "lab",
                "urls": [settings["URL"]],
                "bind": {"method": "simple", "dn": settings["READER"], "password": "file:" + file.name},
                "users": {"base": "ou=people," + base},
                "groups": {"base": "ou=groups," + base},
            },
            {"kind": "file", "path": os.path.join(folder, "organization.json")},
        )
        run([world.rollcall, "sync", "--yes", "--config", config], expected=(0, 10))
        search = ["ldapsearch", "-x", "-LLL", "-H", settings["URL"], "-D", settings["READER"], "-y", file.name, "-E", "pr=1000/noprompt"]

        def both():
            """The entries that a plan reads, with the attributes that it asks for, into a file."""
            output = os.path.join(folder, "entries.ldif")
            people = run(
                search
                + ["-b", "ou=people," + base, "(objectClass=inetOrgPerson)"]
                + ["entryUUID", "mail", "displayName", "cn", "pwdAccountLockedTime"],
                output,
            )
            groups = run(search + ["-b", "ou=groups," + base, "(objectClass=groupOfNames)", "entryUUID", "cn", "member"], output)
            return Run(people.wall + groups.wall, people.cpu + groups.cpu, max(people.memory, groups.memory))

        plan = lambda: run([world.rollcall, "plan", "--config", config])
        yield Pair("LDAP: plan, nothing to change", plan, "ldapsearch", both)
    finally:
        subprocess.run([os.path.join(lab, "slapd"), "stop", server], check=False)


def planner(world, users):
    def timed(arguments):
        """The planner's own time: making its world is not measured."""
        made = run([world.planner] + arguments, os.path.join(world.folder, "planner.txt"))
        with open(os.path.join(world.folder, "planner.txt"), encoding="utf-8") as file:
            times = [int(time) / 1000 for time in re.findall(r"changes in (\d+) ms", file.read())]
        return Run(sorted(times)[len(times) // 2], sorted(times)[len(times) // 2], made.memory)

    for percent, words in ((0, "nothing"), (10, "a tenth")):
        yield Pair("planner: %s to change" % words, lambda: timed([str(users), str(percent)]), missing="no other program does this")


def nested(world, users):
    """Ends with the slowest of the shapes."""
    del users
    output = os.path.join(world.folder, "nested.txt")

    def slowest():
        made = run([world.planner, "groups"], output)
        with open(output, encoding="utf-8") as file:
            slowest = max(int(time) for time in re.findall(r"in (\d+) ms", file.read())) / 1000
        return Run(slowest, slowest, made.memory)

    yield Pair("flattening: slowest of the shapes", slowest, missing="no other program does this")


@contextlib.contextmanager
def sandbox(world, members):
    command = [world.sandbox, "--port", "0", "--latency", "5", "--members", str(members), "--managed"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        settings = {}
        while "clientSecret" not in settings:
            line = process.stdout.readline()
            if not line:
                raise Failed("the sandbox did not start")
            name, _, value = line.strip().partition("  ")
            settings[name] = value.strip()
        yield settings
    finally:
        process.kill()
        process.wait()


def revocations(world, users):
    members = max(4000, users // 10)
    folder = os.path.join(world.folder, "bitwarden-%d" % members)
    os.makedirs(folder, exist_ok=True)
    # Everybody but one leaves: a roster of nobody would stop the run.
    people = [
        {"id": "u-%d" % n, "email": "user%d@example.com" % n, "displayName": "User %d" % n, "active": n > members}
        for n in range(1, members + 2)
    ]
    with open(os.path.join(folder, "users.json"), "w", encoding="utf-8") as file:
        counts = {"users": len(people), "groups": 0}
        json.dump({"format": "directory-export/1", "complete": True, "counts": counts, "users": people, "groups": []}, file)
    wrk, missing = tool("wrk")
    for width in (4, 16):
        # So long that nobody is revoked twice, whatever the speed: a call takes 5 ms at least.
        seconds = max(1, int(members * 0.005 / width))

        def ours():
            with sandbox(world, members + 1) as settings:
                organization = {"kind": "bitwarden", "url": settings["url"], "clientId": settings["clientId"]}
                organization["clientSecret"] = secret(folder, settings["clientSecret"])
                return Run(apply_phase(world, folder, organization, concurrency=width) / members, 0, 0)

        def theirs():
            with sandbox(world, members + 1) as settings:
                return Run(1 / wrk_rate(wrk, folder, settings, width, seconds), 0, 0)

        yield Pair("Bitwarden: a revocation, %d at once" % width, ours, "wrk", wrk and theirs, missing)


def secret(folder, text):
    """- Returns: A reference to a file with that text."""
    with open(os.path.join(folder, "secret"), "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(file.name, 0o600)
    return "file:" + file.name


def apply_phase(world, folder, organization, **more):
    """Seconds from the making of the run's folder to the last answer, by the times of the log's lines."""
    shutil.rmtree(os.path.join(folder, "state"), ignore_errors=True)
    source = {"kind": "export", "name": "people", "path": os.path.join(folder, "users.json"), "maximumAge": None}
    config = world.configuration(folder, source, organization, **more)
    command = [world.rollcall, "sync", "--yes", "--verbose", "--config", config]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    times, said = {}, []
    for line in process.stderr:
        said.append(line)
        for words in ("made the run's folder", "applied"):
            if words in line:
                times.setdefault(words, time.monotonic())
    if process.wait() != 0 or len(times) != 2:
        raise Failed("'%s' failed: %s" % (" ".join(command), "".join(said)[-500:]))
    return times["applied"] - times["made the run's folder"]


def wrk_rate(wrk, folder, settings, width, seconds):
    """Revocations a second that wrk gets out of the same server."""
    form = {"grant_type": "client_credentials", "scope": "api.organization"}
    form.update(client_id=settings["clientId"], client_secret=settings["clientSecret"])
    body = urllib.parse.urlencode(form).encode()
    with urllib.request.urlopen(settings["url"] + "/identity/connect/token", body) as reply:
        token = json.load(reply)["access_token"]
    request = urllib.request.Request(settings["url"] + "/api/public/members", headers={"Authorization": "Bearer " + token})
    with urllib.request.urlopen(request) as reply:
        ids = [member["id"] for member in json.load(reply)["data"] if member.get("externalId")]
    script = os.path.join(folder, "revoke.lua")
    with open(script, "w", encoding="utf-8") as file:
        file.write("local ids = {%s}\nlocal number = 0\n" % ",".join('"%s"' % id for id in ids))
        file.write('local headers = { ["Authorization"] = "Bearer %s", ["Content-Type"] = "application/json" }\n' % token)
        file.write(
            "function request()\n  number = number + 1\n"
            '  return wrk.format("POST", "/api/public/members/" .. (ids[number] or "none") .. "/revoke", headers, "")\nend\n'
        )
    said = subprocess.run(
        [wrk, "-t1", "-c%d" % width, "-d%ds" % seconds, "-s", script, settings["url"]], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    if "Non-2xx" in said:
        raise Failed("wrk was refused: " + said)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1))


def creations(world, users):
    """The first run into a real SCIM server, which answers one request after the other: its ceiling is its own."""
    del users
    people, width = 10_000, 2
    folder = os.path.join(world.folder, "scim")
    os.makedirs(folder, exist_ok=True)
    lab = os.path.join(HERE, "..", "Lab", "SCIM", "server")
    name = "SCIM: a creation of a first run, %d at once" % width
    if subprocess.run([lab, "install", "strict"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode:
        yield Pair(name, None, "the bare requests", None, "the server cannot be installed (python3-venv, a package index)")
        return
    users = [{"id": "u-%d" % n, "email": "user%d@example.com" % n, "displayName": "User %d" % n, "active": True} for n in range(people)]
    with open(os.path.join(folder, "users.json"), "w", encoding="utf-8") as file:
        counts = {"users": people, "groups": 0}
        json.dump({"format": "directory-export/1", "complete": True, "counts": counts, "users": users, "groups": []}, file)

    @contextlib.contextmanager
    def server():
        place = os.path.join(folder, "server")
        environment = dict(os.environ, LIFELINE=str(os.getpid()))
        said = subprocess.run([lab, "start", "strict", place], check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout
        try:
            yield dict(line.split("=", 1) for line in said.splitlines() if "=" in line)
        finally:
            subprocess.run([lab, "stop", place], check=False)

    def ours():
        with server() as settings:
            organization = {"kind": "scim", "url": settings["URL"], "token": secret(folder, settings["TOKEN"])}
            return Run(apply_phase(world, folder, organization, protect={"roles": []}) / people, 0, 0)

    def theirs():
        with server() as settings:
            return Run(bare_requests(settings, users, width) / people, 0, 0)

    # Forty seconds each: the server makes some hundred users a second.
    yield Pair(name, ours, "the bare requests", theirs, repeats=3)


def bare_requests(settings, users, width):
    """Seconds that a loop over open sockets needs for the requests that a first run makes."""
    url = urllib.parse.urlparse(settings["URL"])
    head = "POST %s/Users HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n" % (url.path, url.netloc, settings["TOKEN"])
    head += "Accept: application/scim+json, application/json;q=0.9\r\nContent-Type: application/scim+json; charset=utf-8\r\n"
    requests = []
    for user in users:
        given, family = user["displayName"].split(" ")
        body = {
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "externalId": user["id"],
            "userName": user["email"],
            "active": True,
            "displayName": user["displayName"],
            "name": {"givenName": given, "familyName": family, "formatted": user["displayName"]},
            "emails": [{"value": user["email"], "type": "work", "primary": True}],
        }
        text = json.dumps(body, separators=(",", ":"))
        requests.append(("%sContent-Length: %d\r\n\r\n%s" % (head, len(text), text)).encode())

    def send(part):
        with socket.create_connection((url.hostname, url.port)) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with connection.makefile("rb") as answers:
                for request in part:
                    connection.sendall(request)
                    status = answers.readline()
                    length = 0
                    while (line := answers.readline()) != b"\r\n":
                        if line.lower().startswith(b"content-length:"):
                            length = int(line.split(b":")[1])
                    answers.read(length)
                    if b" 201 " not in status:
                        raise Failed("the server answered %r" % status)

    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(width) as pool:
        list(pool.map(send, [requests[n::width] for n in range(width)]))
    return time.monotonic() - start


# What is measured, by the name that --only takes.
ROWS = {
    "start-up": start_up,
    "export": export,
    "changes": changes,
    "ldap": ldap,
    "planner": planner,
    "nested": nested,
    "revocations": revocations,
    "creations": creations,
}
# These do not depend on how many users there are.
ONCE = ("start-up", "nested", "creations")
