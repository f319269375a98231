"""A visitor without a browser: somebody who is signed in, on one connection that is kept open. For load and for kills."""

import http.client
import re
from urllib.parse import quote, urlencode, urlsplit

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_PATIENCE = 60.0


class Lost(Exception):  # noqa: N818  it is what happened, and the test goes on
    """No answer came: nobody knows whether it was done."""


class Visitor:
    """One person at the desk. `get` and `post` give the status, the place it leads to and the page."""

    def __init__(self, url, session):
        self._host = urlsplit(url).netloc
        self._session = session
        self._form, self._token, self._connection = "", "", None

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, **fields):
        """Sends a form; the token against forged ones is fetched once, as the page before it would have brought it."""
        if not self._token:
            self._token = _TOKEN.search(self.get("/desk/new-contact/")[2])[1]
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": self._token, **fields}))

    def forget(self):
        """Let go of the connection: the next request opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, method, path, body=None):
        cookies = f"putright={self._session}" + (f"; putright-form={self._form}" if self._form else "")
        headers = {"Cookie": cookies, "Sec-Fetch-Site": "same-origin", "Origin": f"http://{self._host}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection = self._connection or http.client.HTTPConnection(self._host, timeout=_PATIENCE)
        try:
            self._connection.request(method, quote(path, safe="/?=&%+-"), body, headers)
            answer = self._connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            self.forget()
            raise Lost(str(error)) from error
        for each in answer.headers.get_all("Set-Cookie") or []:
            if each.startswith("putright-form="):
                self._form = each.split(";")[0].partition("=")[2]
        if answer.will_close:
            self.forget()
        return answer.status, answer.headers.get("Location", ""), text
