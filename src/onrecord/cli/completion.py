"""``onrecord completion``."""

from __future__ import annotations

import os
from pathlib import Path

import click
from click.shell_completion import get_completion_class

_SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(_SHELLS), required=False)
@click.pass_context
def command(context: click.Context, shell: str | None) -> None:
    """Print the script that completes commands and options; without SHELL for the shell you are in.

    \b
    Examples:
      eval "$(onrecord completion bash)"        in ~/.bashrc
      eval "$(onrecord completion zsh)"         in ~/.zshrc
      onrecord completion fish > ~/.config/fish/completions/onrecord.fish
    """
    shell = shell or Path(os.environ.get("SHELL", "")).name
    completion = get_completion_class(shell) if shell in _SHELLS else None
    if completion is None:
        raise click.UsageError(f"Name your shell: onrecord completion {'|'.join(_SHELLS)}")
    click.echo(completion(context.find_root().command, {}, "onrecord", "_ONRECORD_COMPLETE").source())
