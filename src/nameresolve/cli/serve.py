"""``nameresolve serve``: the library as a service for OpenRefine, programs and people with a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from nameresolve.cli.choices import flag, number, whole
from nameresolve.cli.exits import ExitCode, say
from nameresolve.cli.options import GazetteerOption, ThresholdOption, chosen_settings, load_gazetteer
from nameresolve.errors import SettingsError
from nameresolve.server.limits import Limits
from nameresolve.server.settings import ServerSettings

__all__ = ["serve_command"]

USUAL = Limits()

HostOption = Annotated[
    str, typer.Option("--host", metavar="ADDRESS", help="The address to listen on; 0.0.0.0 is all of them.")
]
PortOption = Annotated[
    int,
    whole("--port", "-p", least=0, most=65535, metavar="PORT", says="The port; 0 takes any that is free."),
]
WorkersOption = Annotated[int, whole("--workers", "-w", least=1, most=256, says="So many processes.")]
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
LogNamesOption = Annotated[bool, flag("--log-names", says="Log the names that are asked for.")]
BodyOption = Annotated[int, whole("--max-body", least=1, says="Bytes of a request.")]
BatchOption = Annotated[int, whole("--max-batch", least=1, says="Names of a request.")]
NameOption = Annotated[int, whole("--max-name", least=1, most=10_000, says="Characters of a name.")]
TextOption = Annotated[int, whole("--max-text", least=1, says="Characters of a text to annotate.")]
SecondsOption = Annotated[float, number("--max-seconds", metavar="S", says="Seconds for a request.")]


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
