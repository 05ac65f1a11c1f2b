"""Measure the pages, with 1,000 and with 10,000 systems side by side in one run."""

import contextlib
import re
import statistics
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.assembling import assemble
from documents.assembling.frame import Order
from documents.bench import papers, world
from documents.bench.report import report
from documents.rendering import render
from systems.roles import Role

LIST = re.compile(r" IN \(([^()]*)\)")
LONG_LIST = 100
"""More values than this in one IN (...) would mean a list of ids that grows with the data."""


class Command(BaseCommand):
    help = "Builds made-up ministries in a database of its own and measures pages, papers, signing and verifying."

    def add_arguments(self, parser):
        parser.add_argument("--sizes", default="1000,10000", help="how many systems, separated by commas")
        parser.add_argument("--rounds", type=int, default=15, help="how often each page is asked for")
        parser.add_argument("--only", choices=["pages", "papers"], help="measure only these")
        parser.add_argument("--many", type=int, default=papers.MANY, help="papers over which memory is watched")

    def handle(self, *args, sizes, rounds, only, many, **options):
        if only != "papers":
            self._measure_pages(sizes, rounds)
        if only != "pages":
            self._measure_papers(many)

    def _measure_papers(self, many: int) -> None:
        """A full level-3 dossier printed in every way, signed and verified; prints Markdown."""
        with self._database_of_its_own():
            paper = self._explanation(world.full_dossier(world.build(10), level=3))
            found = papers.measure(paper, rounds=papers.ROUNDS, many=many, chromium=papers.chromium())
            whole = render(paper)
        signing = papers.measure_signing(whole.pdf, whole.boxes, rounds=papers.ROUNDS)
        self.stdout.write("\n".join(report(found, signing)))

    @contextlib.contextmanager
    def _database_of_its_own(self):
        kept = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(kept, verbosity=0)

    def _measure_pages(self, sizes: str, rounds: int) -> None:
        call_command("collectstatic", interactive=False, verbosity=0)
        results = {}
        for size in (int(size) for size in sizes.split(",")):
            with self._database_of_its_own():
                results[size] = self._measure(size, rounds)
        self._print(results)

    def _measure(self, size: int, rounds: int) -> dict:
        started = time.perf_counter()
        person = world.build(size)
        dossier = world.full_dossier(person)
        self.stdout.write(f"{size:,} systems built in {time.perf_counter() - started:.1f} s")
        client = Client(SERVER_NAME="localhost")
        client.force_login(person)
        pages = {
            "list": reverse("classification:systems"),
            "list, searched": reverse("classification:systems") + "?q=thong+tin+so+7",
            "dossier": reverse("classification:dossier", args=[dossier.pk]),
            "plan, every requirement": reverse("classification:plan", args=[dossier.pk]),
            "progress": reverse("classification:progress"),
            "my work": reverse("classification:my_work"),
        }
        return {name: self._ask(client, address, rounds) for name, address in pages.items()}

    def _ask(self, client: Client, address: str, rounds: int) -> dict:
        with CaptureQueriesContext(connection):
            response = client.get(address)
            asked = list(connection.queries)  # the next request empties the log
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}")
        taken = []
        for _ in range(rounds):
            started = time.perf_counter()
            client.get(address)
            taken.append((time.perf_counter() - started) * 1000)
        lists = [values for query in asked for values in LIST.findall(query["sql"])]
        longest = max((values.count(",") + 1 for values in lists), default=0)
        return {
            "statements": len(asked),
            "median": statistics.median(taken),
            "p95": sorted(taken)[int(len(taken) * 0.95) - 1 if len(taken) < 20 else int(len(taken) * 0.95)],
            "longest": longest,
        }

    def _explanation(self, dossier):
        order = Order(
            "thuyet-minh", dossier.opened_by, Role.OPERATOR, dossier.operator, None, "", world.TODAY, "do-luong",
            details={"letter_symbol": "DV01-DV00", "letter_serial": 1},
        )  # fmt: skip
        return assemble(dossier, order)

    def _print(self, results: dict) -> None:
        small, large = min(results), max(results)
        requirements = "level 5, every requirement answered"
        self.stdout.write(f"\n{connection.vendor}; the dossier is {requirements}; times in ms\n")
        head = f"{'page':<26}" + "".join(f"{f'{size:,}':>10}: {'SQL':>4} {'median':>8} {'p95':>8}" for size in results)
        self.stdout.write(head + f"{'ratio':>9}")
        for name in results[small]:
            cells = "".join(
                f"{'':>11} {found['statements']:>4} {found['median']:>8.1f} {found['p95']:>8.1f}"
                for found in (measured[name] for measured in results.values())
            )
            ratio = results[large][name]["median"] / results[small][name]["median"]
            self.stdout.write(f"{name:<26}{cells}{ratio:>9.2f}")
        self._verdict(results, small, large)

    def _verdict(self, results: dict, small: int, large: int) -> None:
        grown = [n for n, f in results[small].items() if results[large][n]["statements"] > f["statements"]]
        long = [n for n, f in results[large].items() if f["longest"] > LONG_LIST]
        self.stdout.write(f"SQL statements grow with the rows: {', '.join(grown) or 'nowhere'}")
        self.stdout.write(f"a query carries a long list of ids: {', '.join(long) or 'nowhere'}")
