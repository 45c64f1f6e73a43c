"""Who comes in, what other sites may do, and what every answer carries."""

from __future__ import annotations

import stat
from pathlib import Path

import msgspec
import pytest
import time_machine

from khabar.errors import DataError, OptionError
from khabar.serve.access import SESSION_SECONDS, Gate, add_token, new_token, read_tokens
from khabar.serve.app import create_app
from khabar.serve.login import own_path
from khabar.serve.problems import ProblemError
from khabar.serve.security import CSP, bare_host, names_of
from khabar.serve.settings import Settings, is_loopback
from khabar.serve.texts import SERVER
from khabar.store import open_store
from tests.serving import SECRET, SETTINGS, TEXT, TestClient, client, csrf
from tests.stories import told

FOREIGN = ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "null"}, {"origin": "http://[evil"})
ARTICLE = "articles/{id}/corrections"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    with open_store(tmp_path / "k.db") as store:
        store.add(told("n1", TEXT, "صحيفة المرفأ"))
    return tmp_path / "k.db"


@pytest.fixture
def tokens(tmp_path: Path) -> Path:
    return tmp_path / "tokens.tsv"


def guarded(tokens: Path, **more: object) -> Settings:
    return msgspec.structs.replace(SETTINGS, token_file=tokens, **more)


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def corrections_of(made: TestClient, **headers: str) -> str:
    id = made.get("/api/v1/articles", headers=headers).json()["items"][0]["id"]
    return f"/api/v1/articles/{id}/corrections"


def problem(answer: object) -> str:
    return str(answer.json()["type"]).removeprefix("urn:khabar:problem:")  # type: ignore[attr-defined]


# -- what every answer carries
@pytest.mark.parametrize("path", ["/", "/nix", "/login", "/static/style.css", "/api/v1/health", "/api/v1/nix", "/api/v1/articles?limit=0"])
def test_serve_security_every_answer_carries_the_headers(db: Path, path: str) -> None:
    with client(db) as made:
        headers = made.get(path).headers
    assert headers["content-security-policy"] == CSP
    assert "unsafe" not in CSP
    assert (headers["x-content-type-options"], headers["x-frame-options"], headers["referrer-policy"]) == ("nosniff", "DENY", "same-origin")
    assert "server" not in headers


def test_serve_security_pages_hold_no_inline_script_or_style(db: Path) -> None:
    with client(db) as made:
        for path in ("/", "/login", "/nix"):
            page = made.get(path).text.lower()
            assert "<style" not in page
            assert " style=" not in page
            assert "<script>" not in page
            assert " onclick" not in page


# -- who comes in
def test_serve_security_on_loopback_whoever_is_there_is_an_editor(db: Path) -> None:
    with client(db) as made:
        assert made.post(corrections_of(made), json={"action": "accept", "record": "s1"}).json()["correction"]["by"] == "sara"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "khabar.example", "localhost.evil.example"])
def test_serve_security_other_addresses_need_a_token_file(db: Path, tokens: Path, host: str) -> None:
    with pytest.raises(OptionError, match="khabar token"):
        create_app(db, Settings(host=host))
    add_token(tokens, "سارة", "reader")
    with client(db, guarded(tokens, host=host), home=f"https://{'x.example' if host in ('0.0.0.0', '::') else host}") as made:
        assert made.get("/api/v1/articles").status_code == 401


@pytest.mark.parametrize(("host", "own"), [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("[::1]", True), ("localhost", True), ("10.0.0.1", False), ("x", False)])
def test_serve_security_loopback_is_known(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_serve_security_with_a_token_file_nobody_reads_without_a_token(db: Path, tokens: Path) -> None:
    token = add_token(tokens, "سارة", "reader")
    with client(db, guarded(tokens)) as made:
        for path in ("articles", "statements", "search?q=x", "counts", "exports", "exports/jsonl", "stories", "actors", "timeline", "relations", "articles/x"):
            answer = made.get(f"/api/v1/{path}")
            assert (answer.status_code, problem(answer)) == (401, "login_needed"), path
            assert answer.headers["www-authenticate"] == "Bearer"
        assert made.post("/api/v1/code", json={"text": TEXT}).status_code == 401
        assert made.get("/api/v1/health").status_code == 200
        assert made.get("/api/v1/articles", headers=bearer(token)).status_code == 200
        shown = made.get("/")
        assert (shown.status_code, shown.headers["location"]) == (303, "/login?next=/")


def test_serve_security_wrong_tokens_are_nobodys(db: Path, tokens: Path) -> None:
    token = add_token(tokens, "سارة", "editor")
    prefix, id, secret = token.split("_", 2)
    other = add_token(tokens, "نور", "reader").split("_", 2)
    with client(db, guarded(tokens)) as made:
        for wrong in ("", "x", prefix, f"{prefix}_{id}", f"{prefix}_{id}_", f"{prefix}_{id}_{secret}x", f"{prefix}_{id}_{other[2]}", f"{prefix}_{other[1]}_{secret}", f"xx_{id}_{secret}", "kh_00_00"):
            assert made.get("/api/v1/articles", headers=bearer(wrong)).status_code == 401, wrong
        assert made.get("/api/v1/articles", headers={"authorization": f"Basic {token}"}).status_code == 401
        assert made.get("/api/v1/articles", headers={"authorization": f"bearer  {token} "}).status_code == 200


def test_serve_security_on_loopback_a_wrong_token_is_not_let_in_as_somebody_else(db: Path) -> None:
    with client(db) as made:
        assert made.get("/api/v1/articles", headers=bearer("kh_1_2")).status_code == 401


def test_serve_security_a_reader_reads_and_codes_and_changes_nothing(db: Path, tokens: Path) -> None:
    reader, editor = bearer(add_token(tokens, "سارة", "reader")), bearer(add_token(tokens, "نور", "editor"))
    with client(db, guarded(tokens)) as made:
        path = corrections_of(made, **reader)
        wish = {"action": "accept", "record": "s1"}
        refused = [made.post(path, json=wish, headers=reader), made.delete(f"{path}/1", headers=reader), made.post("/api/v1/articles", json={"text": TEXT}, headers=reader)]
        assert [(r.status_code, problem(r)) for r in refused] == [(403, "not_allowed")] * 3
        assert made.get(path, headers=reader).json() == []
        assert made.post(path, json=wish, headers=editor).json()["correction"]["by"] == "نور"


def test_serve_security_a_token_is_kept_as_a_hash_that_only_its_owner_reads(tokens: Path) -> None:
    token = add_token(tokens, "سارة", "reader")
    add_token(tokens, "نور", "editor")
    assert token.rpartition("_")[2] not in tokens.read_text("utf-8")
    assert stat.S_IMODE(tokens.stat().st_mode) == 0o600
    assert [(h.name, h.role) for h in read_tokens(tokens).values()] == [("سارة", "reader"), ("نور", "editor")]


def test_serve_security_a_wrong_token_file_is_told_by_its_line(tokens: Path) -> None:
    add_token(tokens, "سارة", "reader")
    tokens.write_text(f"# ours\n\n{tokens.read_text('utf-8')}a\tb\tking\t$argon2id$x\n", "utf-8")
    with pytest.raises(DataError, match="line 4"):
        read_tokens(tokens)
    with pytest.raises(OptionError, match="khabar token"):
        Gate(guarded(tokens.with_name("none.tsv")))
    for name, role in (("", "reader"), ("a\tb", "reader"), ("sara", "king")):
        with pytest.raises(OptionError):
            new_token(name, role)


# -- sessions
def log_in(made: TestClient, token: str, next: str = "/") -> object:
    page = made.get("/login")
    return made.post("/login", data={"csrf": csrf(page.text), "token": token, "next": next})


def test_serve_security_a_token_becomes_a_session_and_ends_with_it(db: Path, tokens: Path) -> None:
    token = add_token(tokens, "سارة", "editor")
    with client(db, guarded(tokens)) as made:
        answer = log_in(made, token, "/login?x=1")
        assert (answer.status_code, answer.headers["location"]) == (303, "/login?x=1")  # type: ignore[attr-defined]
        cookie = answer.headers["set-cookie"].lower()  # type: ignore[attr-defined]
        assert {"httponly", "samesite=strict"} <= {part.strip() for part in cookie.split(";")}
        assert token not in cookie
        page = made.get("/")
        assert page.status_code == 200
        wish, path = {"action": "accept", "record": "s1"}, corrections_of(made)
        assert problem(made.post(path, json=wish)) == "csrf"
        assert made.post(path, json=wish, headers={"x-csrf-token": csrf(page.text)}).json()["correction"]["by"] == "سارة"
        assert made.post("/logout", data={"csrf": csrf(page.text)}).status_code == 303
        assert made.get("/api/v1/articles").status_code == 401


def test_serve_security_cookies_are_secure_wherever_others_can_listen(db: Path, tokens: Path) -> None:
    token = add_token(tokens, "سارة", "editor")
    with client(db, guarded(tokens, host="khabar.example"), home="https://khabar.example") as made:
        answer = log_in(made, token)
        assert "; secure" in answer.headers["set-cookie"].lower()  # type: ignore[attr-defined]
        assert "; secure" in made.get("/?lang=en").headers["set-cookie"].lower()


def test_serve_security_sessions_end_in_time_with_the_token_and_with_its_renewal(db: Path, tokens: Path) -> None:
    token = add_token(tokens, "سارة", "editor")
    settings = guarded(tokens)
    gate = Gate(settings)
    holder = gate.holder(token)
    assert holder is not None
    with time_machine.travel("2026-03-01T10:00:00Z", tick=False) as clock:
        cookie = gate.session(holder)
        assert gate._of_session(cookie) == holder
        clock.shift(SESSION_SECONDS + 2)
        assert gate._of_session(cookie) is None
    cookie = gate.session(holder)
    for forged in ("", "x", cookie[:-2] + ("aa" if cookie[-2:] != "aa" else "bb"), Gate(msgspec.structs.replace(settings, secret=b"y" * 32)).session(holder)):
        assert gate._of_session(forged) is None
    renewed = new_token("سارة", "editor")[1]._replace(id=holder.id)
    tokens.write_text("\t".join(renewed) + "\n", "utf-8")
    assert gate._of_session(cookie) is None
    assert gate.holder(token) is None
    tokens.unlink()
    assert gate.holders() == {}


def test_serve_security_a_wrong_token_gives_the_form_again_and_too_many_a_refusal(db: Path, tokens: Path) -> None:
    token = add_token(tokens, "سارة", "editor")
    limits = msgspec.structs.replace(SETTINGS.limits, logins=2)
    with client(db, guarded(tokens, limits=limits)) as made:
        answers = [log_in(made, "kh_1_2") for _ in range(3)]
        assert [a.status_code for a in answers] == [401, 401, 429]  # type: ignore[attr-defined]
        assert SERVER["login_wrong"][0] in answers[0].text  # type: ignore[attr-defined]
        assert log_in(made, token).status_code == 429  # type: ignore[attr-defined]
        assert made.get("/api/v1/articles", headers=bearer(token)).status_code == 200


@pytest.mark.parametrize("wrong", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "x", "", "/a\r\nSet-Cookie: a=b", "http://[x", "/\t/evil.example"])
def test_serve_security_login_leads_nowhere_else(wrong: str) -> None:
    assert own_path(wrong) == "/"
    assert own_path("/articles/1?x=2#s1") == "/articles/1?x=2#s1"


# -- other sites
@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_serve_security_what_another_site_sends_is_refused_with_and_without_cookies(db: Path, headers: dict[str, str]) -> None:
    with client(db) as made:
        path = corrections_of(made)
        for _ in range(2):
            answer = made.post(path, json={"action": "accept"}, headers=headers)
            assert (answer.status_code, problem(answer)) == (403, "origin")
            assert made.post("/api/v1/code", content=TEXT.encode(), headers={**headers, "content-type": "text/plain"}).status_code == 403
            assert made.post("/login", data={"token": "x"}, headers=headers).status_code == 403
            made.get("/")  # now with the cookies of a browser
        assert made.get(path).json() == []


def test_serve_security_a_browser_sends_its_token_or_is_refused(db: Path) -> None:
    wish = {"action": "accept", "record": "s1"}
    with client(db) as made, client(db) as other:
        path = corrections_of(made)
        token, theirs = csrf(made.get("/").text), csrf(other.get("/").text)
        assert token != theirs
        for headers in ({}, {"x-csrf-token": ""}, {"x-csrf-token": theirs}, {"x-csrf-token": token[:-1]}):
            assert problem(made.post(path, json=wish, headers=headers)) == "csrf", headers
        same = {"x-csrf-token": token, "origin": "http://127.0.0.1:8377", "sec-fetch-site": "same-origin"}
        assert made.post(path, json=wish, headers=same).status_code == 201
        for data in ({}, {"csrf": theirs}, {"csrf": ""}):
            assert made.post("/logout", data=data).status_code == 403
        assert made.post("/logout", data={"csrf": token}).status_code == 303
        assert made.post("/logout", files={"csrf": ("x", b"y")}).status_code == 403


def test_serve_security_a_form_without_any_cookie_is_refused(db: Path) -> None:
    with client(db) as made:
        assert made.post("/logout", data={"csrf": "0" * 64}).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost:evil", "[::1].evil", "192.168.1.2:8377"])
def test_serve_security_a_name_that_is_not_ours_is_refused(db: Path, host: str) -> None:
    with client(db) as made:
        answer = made.get("/api/v1/health", headers={"host": host})
    allowed = bare_host(host) in ("localhost", "[::1]")
    assert (answer.status_code == 200) is allowed
    assert allowed or (answer.status_code, problem(answer)) == (421, "host")


def test_serve_security_the_names_of_the_server() -> None:
    own = frozenset(("localhost", "127.0.0.1", "[::1]"))
    assert names_of(Settings()) == own
    assert names_of(Settings(hosts=("Khabar.example:443",))) == own | {"khabar.example"}
    assert names_of(Settings(host="192.0.2.7")) == {"192.0.2.7"}
    assert names_of(Settings(host="0.0.0.0")) is None
    assert names_of(Settings(host="::", hosts=("a.example",))) == {"::", "a.example"}
    assert [bare_host(h) for h in ("A.example:80", "[::1]:8377", "::1", "x")] == ["a.example", "[::1]", "::1", "x"]


def test_serve_security_there_are_no_cors_headers(db: Path) -> None:
    with client(db) as made:
        answer = made.get("/api/v1/articles", headers={"origin": "https://evil.example"})
        assert not [h for h in answer.headers if h.startswith("access-control")]
        assert made.options("/api/v1/articles", headers={"origin": "https://evil.example", "access-control-request-method": "POST"}).status_code == 405


# -- problems in both languages
@pytest.mark.parametrize(("lang", "title"), [("ar,en;q=0.8", 1), ("en-GB", 0), ("fr", 1), ("", 1)])
def test_serve_security_problems_are_told_in_the_language_asked_for(db: Path, lang: str, title: int) -> None:
    with client(db, lang=lang) as made:
        answer = made.get("/api/v1/nix")
        assert answer.json()["title"] == SERVER["not_found"][title]
        assert answer.headers["content-language"] == ("en", "ar")[title]
        assert made.get("/api/v1/nix?lang=en").json()["title"] == SERVER["not_found"][0]
        assert made.get("/nix").text.count(SERVER["not_found"][title]) == 2


def test_serve_security_every_problem_says_what_to_do_in_both_languages() -> None:
    problems = [key for key in SERVER if f"{key}_do" in SERVER]
    assert len(problems) > 20
    values = dict.fromkeys(("method", "allowed", "id", "name", "host", "limit", "kind", "kinds", "form", "forms", "row"), "x") | {"seconds": 3}
    for key in problems:
        told_so = ProblemError(key, 400, **values)
        assert told_so.title("en") != told_so.title("ar")
        assert told_so.what_to_do("en") != told_so.what_to_do("ar")


@pytest.mark.parametrize(
    "path",
    ["articles?limit=0", "articles?limit=999", "articles?limit=x", "articles?from=x", "search?exact=x", "search?sort=x", "search?in=x", "events?status=x", f"search?q={'x' * 501}", "articles/x/corrections/y"],
)  # fmt: skip
def test_serve_security_wrong_values_are_told_in_both_languages(db: Path, path: str) -> None:
    with client(db) as made:
        method = "DELETE" if path.endswith("/y") else "GET"
        english, arabic = (made.request(method, f"/api/v1/{path}", headers={"accept-language": lang}).json()["errors"] for lang in ("en", "ar"))
    assert [e["where"] for e in english] == [e["where"] for e in arabic] != []
    for one, other in zip(english, arabic, strict=True):
        assert one["problem"].isascii()
        assert not other["problem"].isascii()
        assert "قيمة لا تصلح" not in other["problem"]


def test_serve_security_what_the_core_refuses_is_told_in_both_languages(db: Path) -> None:
    with client(db) as made:
        path, wish = corrections_of(made), {"action": "change", "record": "s9"}
        english, arabic = (made.post(path, json=wish, headers={"accept-language": lang}).json()["errors"][0]["problem"] for lang in ("en", "ar"))
    assert english.startswith("s9: no such record")
    assert arabic.startswith("s9: لا سجل")


def test_serve_security_secret_is_new_for_each_run() -> None:
    assert Settings().secret != Settings().secret
    assert len(Settings().secret) >= len(SECRET)
