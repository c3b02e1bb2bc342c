import click


@click.command()
@click.option("--once", is_flag=True)
def demo(once: bool) -> None:
    """tbd"""
