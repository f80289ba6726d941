"""``onrecord token``."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.access import Role, Tokens, TokensError


@click.command("token")
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.REVIEWER.value,
    show_default=True,
    help="What it allows: to read; to correct as well; to take back what others said as well.",
)
@click.option(
    "--tokens",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("onrecord.tokens"),
    envvar="ONRECORD_TOKENS",
    show_default=True,
    show_envvar=True,
    help="The file of tokens, which serve takes.",
)
def command(name: str, role: str, path: Path) -> None:
    """Make a token for NAME, who signs corrections with it.

    It is printed once; the file holds only its hash, a line for each. To take a token back, delete its line:
    serve looks at the file anew for each request.

    \b
    Examples:
      onrecord token Nurlan
      onrecord token "Aida Sarieva" --role admin
      onrecord serve --tokens onrecord.tokens
    """
    try:
        token = Tokens(path).add(name, Role(role))
    except TokensError as error:
        raise click.ClickException(str(error)) from error
    click.echo(token)
    click.echo(f"{name} is a {role} now. Keep the token like a password; nobody can read it again.", err=True)
