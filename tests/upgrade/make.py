#!/usr/bin/env python3
"""Makes the test data of the upgrade: what a version of the gateway left in its databases.

    git worktree add /tmp/version COMMIT && dotnet build /tmp/version/Portal.sln -c Release
    tests/upgrade/make.py /tmp/version tests/upgrade/COMMIT

It starts that version's emulated cloud and gateway, once on SQLite and once on a PostgreSQL server of its own, lets
people of three companies do a bit of everything until every table holds something, and keeps

    sqlite.tar.gz     the data folder: both databases and the master key
    portal.dump       the PostgreSQL database, by the command of docs/operations.md (PostgreSQL 15 reads it, and newer)
    postgres.key      its master key
    sqlite.json, postgres.json    what that version answered: the addresses asked, the answers, the session's cookie

Every secret in them is the emulator's, contains SBXSECRET and opens nothing; the keys protect nothing else.
"""
import glob, json, os, shutil, signal, socket, sqlite3, subprocess, sys, tarfile, tempfile, time, urllib.error, urllib.request

version, target = sys.argv[1], sys.argv[2]
USERS = {"harbor": "Harbor", "meridian": "Meridian", "sunrise": "Sunrise"}
JSON = {"Content-Type": "application/json"}


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def until(what, condition, seconds=180):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.2)
    sys.exit(f"in vain: {what}")


def start(project, url, settings):
    assembly = f"{version}/src/{project}/bin/Release/net10.0/{project}.dll"
    process = subprocess.Popen(["dotnet", assembly], env=os.environ | settings | {"ASPNETCORE_URLS": url}, stdout=subprocess.DEVNULL)
    until(f"{project} answers", lambda: Browser(url).status("/health/live") == 200)
    return process


def stop(process):
    process.send_signal(signal.SIGTERM)
    process.wait(60)


class Browser:
    def __init__(self, url):
        self.url, self.cookie, self.tenant, self.project = url, None, None, None

    def send(self, method, path, body=None, headers={}):
        data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        headers = {"X-CSRF": "1"} | ({} if data is None else JSON) | ({"Cookie": self.cookie} if self.cookie else {}) | headers
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            answer = urllib.request.urlopen(request, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        if found := answer.headers.get("Set-Cookie"):
            self.cookie = found.split(";")[0]
        return answer.status, answer.read()

    def status(self, path):
        try:
            return self.send("GET", path)[0]
        except (urllib.error.URLError, ConnectionError):
            return 0

    def json(self, method, path, body=None, headers={}):
        status, answer = self.send(method, path, body, headers)
        if status >= 300:
            sys.exit(f"{method} {path}: {status} {answer[:300]}")
        return json.loads(answer) if answer else None

    def bcs(self, path):
        return f"/bcs/{self.tenant}/v2/{self.project}/{path}"


def sign_in(url, demo, tenant, user):
    browser = Browser(url)
    company = next(t for t in demo if t["tenant"] == tenant)
    password = next(u["password"] for u in company["users"] if u["name"] == user)
    browser.tenant, browser.project = tenant, company["projectId"]
    browser.json("POST", "/bff/signin/iam", {"domain": company["domain"], "user": user, "password": password})
    return browser


def new_service(name):
    return {
        "name": name, "version_type": 4, "fabric_version": "2.2", "blockchain_type": "union", "consensus": "etcdraft",
        "sign_algorithm": "ECDSA", "enterprise_project_id": "0", "volume_type": "nfs", "org_disk_size": 100,
        "database_type": "goleveldb", "resource_password": "SBXSECRET-7a", "orderer_node_number": 3, "use_eip": True,
        "bandwidth_size": 5, "cluster_type": "cce", "create_new_cluster": False,
        "cce_cluster_info": {"cluster_id": "c1", "cluster_name": "cluster-one", "cluster_platform_type": "VirtualMachine"},
        "peer_orgs": [{"name": "organization", "node_count": 2}], "channels": [{"name": "channel", "org_names": ["organization"]}],
    }


def finished(browser):
    page = browser.json("GET", f"/api/operations?tenant={browser.tenant}")
    return page["items"] and all(o["status"] not in ("checking", "waiting", "processing") for o in page["items"])


def unchanged(browser, lists, looks=15):
    """Tells whether the lists have been the same for so many looks in a row: then what is asked next is what stays."""
    seen = []

    def look():
        seen.append([browser.json("GET", f"/api/{name}?tenant={browser.tenant}")["items"] for name in lists])
        return len(seen) >= looks and all(s == seen[-1] for s in seen[-looks:])

    return look


def live(url, demo):
    """What the people do."""
    admin, operator, partner = (sign_in(url, demo, *who) for who in (("harbor", "admin"), ("harbor", "operator"), ("sunrise", "operator")))
    made = operator.json("POST", operator.bcs("blockchains"), new_service("founding"), {"Idempotency-Key": "found-1"})
    until("founding is there", lambda: finished(operator))
    service = operator.bcs(f"blockchains/{made['blockchain_id']}")
    operator.json("POST", service + "/channels", {"channels": [{"channel_name": "trade", "channel_description": ""}]})
    until("trade is there", lambda: finished(operator))
    status, bundle = operator.send("GET", service + "/cert?org_name=organization&cert_type=admin")
    assert status == 200 and bundle[:2] == b"PK", status
    operator.json("PUT", "/api/drafts/create-service?tenant=harbor", {"values": {"name": "cold-chain", "org.1.name": "customs"}})
    operator.json("PUT", "/api/templates/create-service/small?tenant=harbor", {"request": {"name": "small", "org_disk_size": 100}})
    status, _ = operator.send("DELETE", operator.bcs("blockchains/unknown"))
    assert status >= 400, status

    domain = next(t["domain"] for t in demo if t["tenant"] == "sunrise")
    operator.json("POST", operator.bcs("members/invitations"), {"bcs_id": made["blockchain_id"], "channel_name": "channel", "invited_userinfo": [{"invited_user": domain}]})
    fresh = "/api/consortia?tenant=sunrise&fresh=true"
    invitation = until("the invitation arrives", lambda: partner.json("GET", fresh)["invitations"])[0]
    inviter = invitation["invitor_info"]
    partner.json("POST", "/api/consortia/acceptances?tenant=sunrise", {
        "channelName": invitation["channel_name"], "invitorBcsId": inviter["invitor_bcs_id"], "serviceName": "joining", "organizations": ["organization"]})
    joining = new_service("joining") | {"is_invitee": True, "invitor_infos": {
        "tenant_id": inviter["invitor_id"], "project_id": inviter["invitor_project_id"], "blockchain_id": inviter["invitor_bcs_id"]}}
    del joining["channels"]
    partner.json("POST", partner.bcs("blockchains"), joining)
    until("sunrise has joined", lambda: all(a["status"] == "joined" for a in partner.json("GET", fresh)["acceptances"]))
    until("all is done", lambda: finished(operator) and finished(partner))
    operator.json("GET", "/api/consortia?tenant=harbor&fresh=true")
    notices = until("notices", lambda: operator.json("GET", "/api/notifications?tenant=harbor")["items"])
    operator.send("POST", "/api/notifications/read?tenant=harbor", {"ids": [notices[0]["id"]]})
    until("services are read", lambda: all(s["detail"] for s in operator.json("GET", "/api/services?tenant=harbor")["items"]))
    until("the jobs change nothing any more", unchanged(operator, ("operations", "services", "notifications", "certificates")))
    return admin, [f"/api/{list}?tenant=harbor" for list in ("operations", "services", "notifications", "certificates", "audit", "templates/create-service")]


def capture(kind, settings, keep):
    cloud, gateway = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
    sandbox = start("Bcs.Sandbox", cloud, {"Sandbox__Speed": "60"})
    demo = Browser(cloud).json("GET", "/sandbox/demo")
    for company in demo:
        prefix = f"Tenants__{company['tenant']}__"
        settings |= {prefix + "Name": company["name"], prefix + "Domain": company["domain"], prefix + "Project": company["projectName"],
                     prefix + "ProjectId": company["projectId"], prefix + "IamEndpoint": cloud, prefix + "BcsEndpoint": cloud}
        people = [u for u in company["users"] if u["role"] != "Credential"]
        account = next(u for u in company["users"] if u["role"] == "Credential")
        settings |= {prefix + "Credential__User": account["name"], prefix + "Credential__Password": account["password"]}
        for index, user in enumerate(people):
            settings |= {f"{prefix}Grants__{index}__User": user["name"], f"{prefix}Grants__{index}__Role": user["role"]}
    bff = start("Portal.Bff", gateway, settings)
    try:
        admin, addresses = live(gateway, demo)
        answers = {address: admin.json("GET", address) for address in addresses}
        with open(f"{target}/{kind}.json", "w") as file:
            json.dump({"at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "tenant": "harbor", "cookie": admin.cookie, "answers": answers},
                      file, indent=1, ensure_ascii=False)
            file.write("\n")
    finally:
        stop(bff)
        stop(sandbox)
    keep()


def all_filled(counts):
    empty = [table for table, count in counts if count == 0]
    assert not empty, f"nothing in {empty}"


def embedded():
    with tempfile.TemporaryDirectory() as folder:
        def keep():
            for name in ("portal.db", "jobs.db"):
                with sqlite3.connect(f"{folder}/{name}") as db:
                    db.execute("pragma wal_checkpoint(truncate)")
                    db.execute("vacuum")
            with sqlite3.connect(f"{folder}/portal.db") as db:
                tables = [t for t, in db.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like '%Lock'")]
                all_filled([(t, db.execute(f'select count(*) from "{t}"').fetchone()[0]) for t in tables])
            with tarfile.open(f"{target}/sqlite.tar.gz", "w:gz") as tar:
                for name in ("portal.db", "jobs.db", "master.key"):
                    tar.add(f"{folder}/{name}", name)
        capture("sqlite", {"Database__Provider": "Sqlite", "ConnectionStrings__Portal": f"Data Source={folder}/portal.db",
                           "Keys__MasterFile": f"{folder}/master.key", "Keys__Create": "true", "Ui__Address": "http://127.0.0.1:9"}, keep)


def postgres():
    tools = max(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[-2]))
    folder, port = tempfile.mkdtemp(prefix="pg", dir="/tmp"), free_port()
    runner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if runner:
        shutil.chown(folder, "postgres")

    def tool(name, *arguments):
        subprocess.run([*runner, f"{tools}/{name}", *arguments], check=True, cwd="/", stdout=subprocess.DEVNULL)

    tool("initdb", "-D", f"{folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    tool("pg_ctl", "-D", f"{folder}/data", "-w", "-l", f"{folder}/log", "-o", f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}", "start")
    server = ["-h", "127.0.0.1", "-p", str(port), "-U", "postgres"]
    try:
        tool("createdb", *server, "portal")

        def keep():
            query = ("select relname || ' ' || (xpath('/row/c/text()', query_to_xml(format('select count(*) as c from %I', relname), false, true, '')))[1] "
                     "from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not ilike 'qrtz%'")
            lines = subprocess.run([f"{tools}/psql", *server, "-At", "-c", query, "portal"], check=True, capture_output=True, text=True).stdout.split("\n")
            all_filled([(line.split()[0], int(line.split()[1])) for line in lines if line])
            with open(f"{target}/portal.dump", "wb") as file:
                subprocess.run([f"{tools}/pg_dump", *server, "-Fc", "-Z", "9", "portal"], check=True, stdout=file)
        capture("postgres", {"Database__Provider": "Postgres", "ConnectionStrings__Portal": f"Host=127.0.0.1;Port={port};Username=postgres;Database=portal",
                             "Keys__MasterFile": f"{target}/postgres.key", "Keys__Create": "true", "Ui__Address": "http://127.0.0.1:9"}, keep)
    finally:
        tool("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)


version, target = os.path.abspath(version), os.path.abspath(target)
os.makedirs(target, exist_ok=True)
if os.path.exists(f"{target}/postgres.key"):
    os.remove(f"{target}/postgres.key")
embedded()
postgres()
