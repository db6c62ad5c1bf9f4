"""Journals on real databases: SQLite always, PostgreSQL where it is installed."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from marsad.store.journal.journal import Journal

T0 = 1_700_000_000_000_000


class Clock:
    """Microseconds UTC, moved by hand."""

    def __init__(self):
        self.now_us = T0

    def __call__(self):
        self.now_us += 1000
        return self.now_us


def _programs():
    found = shutil.which("pg_ctl")
    if found and shutil.which("initdb"):
        return Path(found).parent
    there = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    return there[-1].parent if there else None


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory):
    """The address of an empty PostgreSQL of our own, which listens on a socket in a folder and nowhere else."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(tmp_path_factory.mktemp("pg"))
    as_user = []
    if os.geteuid() == 0:
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        for above in (folder, *folder.parents):  # as deep as the run that made it keeps its folders
            if above == Path(tempfile.gettempdir()):
                break
            above.chmod(0o755)
        shutil.chown(folder, "postgres", "postgres")
    run = {"check": True, "capture_output": True, "cwd": folder}
    data, sockets = folder / "data", folder
    subprocess.run([*as_user, programs / "initdb", "-D", data, "-U", "marsad", "-A", "trust", "-E", "UTF8"], **run)
    started = [*as_user, programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o",
               f"-k {sockets} -c listen_addresses=''", "start"]  # fmt: skip
    subprocess.run(started, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    yield f"postgresql://marsad@/{{}}?host={sockets}"
    subprocess.run([*as_user, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **run)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    """The address of a journal that is not there yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/journal.db"
    import psycopg

    server = request.getfixturevalue("postgresql")
    name = f"j{abs(hash(str(tmp_path))):x}"
    with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return server.format(name)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def journal(address, clock):
    with_it = Journal.open(address, clock)
    yield with_it
    with_it.close()
