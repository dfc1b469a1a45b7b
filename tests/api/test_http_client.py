"""The small HTTP client, against real sockets: kept connections, answers in pieces, silence, and hang-ups."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from api.http_client import HttpClient

OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"
Handle = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def read(reader: asyncio.StreamReader) -> bytes:
    """One request, head and body."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    return head + await reader.readexactly(length)


def with_server(handle: Handle, run: Callable[[HttpClient], Awaitable[None]]) -> None:
    async def both() -> None:
        server = await asyncio.start_server(handle, "127.0.0.1", 0)
        client = HttpClient(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot/", {"x-secret": "s"})
        try:
            await run(client)
        finally:
            client.close()
            server.close()

    asyncio.run(both())


def test_the_request_has_its_address_headers_and_body() -> None:
    seen: list[bytes] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await read(reader))
        writer.write(OK)

    async def run(client: HttpClient) -> None:
        assert await client.request("POST", "/turn", b"{}", 1) == (200, b"ok")

    with_server(handle, run)
    assert seen[0].startswith(b"POST /bot/turn HTTP/1.1\r\nhost: 127.0.0.1:")
    assert b"\r\nx-secret: s\r\n" in seen[0]
    assert seen[0].endswith(b"\r\n\r\n{}")


def test_one_connection_carries_many_requests() -> None:
    connections = 0

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        for _ in range(3):
            await read(reader)
            writer.write(OK)

    async def run(client: HttpClient) -> None:
        for _ in range(3):
            assert (await client.request("GET", "/", b"", 1))[0] == 200

    with_server(handle, run)
    assert connections == 1


def test_requests_at_once_do_not_wait_for_each_other() -> None:
    waiting = 0

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal waiting
        await read(reader)
        waiting += 1
        while waiting < 5:
            await asyncio.sleep(0.01)
        writer.write(OK)

    async def run(client: HttpClient) -> None:
        answers = await asyncio.gather(*(client.request("GET", "/", b"", 2) for _ in range(5)))
        assert answers == [(200, b"ok")] * 5

    with_server(handle, run)


def test_an_answer_may_come_in_pieces() -> None:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read(reader)
        for piece in (b"HTTP/1.1 503 Busy\r\ntransfer-enc", b"oding: chunked\r\n\r\n2\r\nn", b"o\r\n0\r\n\r\n"):
            writer.write(piece)
            await asyncio.sleep(0.01)

    async def run(client: HttpClient) -> None:
        assert await client.request("GET", "/", b"", 1) == (503, b"no")

    with_server(handle, run)


def test_silence_is_a_time_out_and_what_comes_late_is_no_answer_to_the_next_question() -> None:
    requests = 0

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal requests
        await read(reader)
        requests += 1
        if requests == 1:
            await asyncio.sleep(0.2)
            writer.write(OK.replace(b"ok", b"no"))
        writer.write(OK)

    async def run(client: HttpClient) -> None:
        with pytest.raises(TimeoutError):
            await client.request("GET", "/", b"", 0.05)
        assert await client.request("GET", "/", b"", 1) == (200, b"ok")

    with_server(handle, run)


def test_a_kept_connection_that_a_restart_closed_is_opened_again() -> None:
    connections = 0

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await read(reader)
        writer.write(OK)
        if connections == 1:
            # Hangs up when it is asked again.
            await read(reader)
            writer.close()

    async def run(client: HttpClient) -> None:
        for _ in range(2):
            assert await client.request("GET", "/", b"", 1) == (200, b"ok")

    with_server(handle, run)
    assert connections == 2


@pytest.mark.parametrize(
    "said", [b"", b"HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\nhalf", b"not http at all\r\n\r\n"]
)
def test_a_hang_up_and_what_is_no_http_are_errors(said: bytes) -> None:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read(reader)
        writer.write(said)
        writer.close()

    async def run(client: HttpClient) -> None:
        with pytest.raises(ConnectionError):
            await client.request("GET", "/", b"", 1)

    with_server(handle, run)


def test_nobody_there_is_an_error() -> None:
    with pytest.raises(OSError, match=r"(?i)refused|connect"):
        asyncio.run(HttpClient("http://127.0.0.1:9", {}).request("GET", "/", b"", 1))
