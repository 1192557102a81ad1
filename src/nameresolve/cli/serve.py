"""``nameresolve serve``: the library as a service for OpenRefine, programs and people with a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from nameresolve.cli.exits import ExitCode, say
from nameresolve.cli.options import GazetteerOption, ThresholdOption, chosen_settings, load_gazetteer
from nameresolve.errors import SettingsError
from nameresolve.server.limits import Limits
from nameresolve.server.settings import ServerSettings

__all__ = ["serve_command"]

USUAL = Limits()

HostOption = Annotated[str, typer.Option("--host", help="The address to listen on; 0.0.0.0 is all of them.")]
PortOption = Annotated[
    int, typer.Option("--port", "-p", min=0, max=65535, help="The port; 0 takes any that is free.")
]
WorkersOption = Annotated[int, typer.Option("--workers", "-w", min=1, max=256, help="So many processes.")]
UrlOption = Annotated[
    str | None, typer.Option("--url", metavar="URL", help="The address the world sees, behind a proxy.")
]
OriginOption = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-origin",
        metavar="ORIGIN",
        help="Web sites whose scripts may ask; may be repeated.",
        show_default="all",
    ),
]
LogNamesOption = Annotated[bool, typer.Option("--log-names", help="Log the names that are asked for.")]
BodyOption = Annotated[int, typer.Option("--max-body", min=1, help="Bytes of a request.")]
BatchOption = Annotated[int, typer.Option("--max-batch", min=1, help="Names of a request.")]
NameOption = Annotated[int, typer.Option("--max-name", min=1, max=10_000, help="Characters of a name.")]
TextOption = Annotated[int, typer.Option("--max-text", min=1, help="Characters of a text to annotate.")]
SecondsOption = Annotated[float, typer.Option("--max-seconds", metavar="S", help="Seconds for a request.")]


def serve_command(
    gazetteer: GazetteerOption = None,
    host: HostOption = "127.0.0.1",
    port: PortOption = 8000,
    workers: WorkersOption = 1,
    threshold: ThresholdOption = None,
    url: UrlOption = None,
    allow_origin: OriginOption = None,
    log_names: LogNamesOption = False,
    max_body: BodyOption = USUAL.body,
    max_batch: BatchOption = USUAL.batch,
    max_name: NameOption = USUAL.name,
    max_text: TextOption = USUAL.text,
    max_seconds: SecondsOption = USUAL.seconds,
) -> ExitCode:
    """Answer over HTTP: a page, a JSON API, and the Reconciliation Service API for OpenRefine.

    Ends when it is interrupted or terminated; requests that have begun are finished. Logs are JSON
    lines on standard error, and hold no names unless `--log-names` is given.
    """
    from nameresolve.server.run import open_socket, serve

    chosen_settings(threshold)  # refuses a wrong one before anything is opened
    if gazetteer is not None:
        load_gazetteer(gazetteer)
    if url is not None and not url.startswith(("http://", "https://")):
        raise SettingsError(f"--url is {url!r}, but must be an address such as https://names.example.org")
    limits = Limits(body=max_body, batch=max_batch, name=max_name, text=max_text, seconds=max_seconds)
    settings = ServerSettings(
        gazetteer=gazetteer,
        threshold=threshold,
        limits=limits,
        url=url,
        origins=tuple(allow_origin or ("*",)),
        log_names=log_names,
    )
    with open_socket(host, port) as listening:
        place = f"[{host}]" if ":" in host else host
        say(f"Serving on http://{place}:{listening.getsockname()[1]}/ (Ctrl-C stops)")
        serve(settings, listening, workers)
    return ExitCode.OK
