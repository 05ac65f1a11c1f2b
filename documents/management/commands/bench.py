"""Measure the pages and the paper, with 1,000 and with 10,000 systems side by side in one run."""

import re
import statistics
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.bench import world

LIST = re.compile(r" IN \(([^()]*)\)")
LONG_LIST = 100
"""More values than this in one IN (...) would mean a list of ids that grows with the data."""


class Command(BaseCommand):
    help = "Builds made-up ministries in a database of its own and measures list, dossier, progress and the full PDF."

    def add_arguments(self, parser):
        parser.add_argument("--sizes", default="1000,10000", help="how many systems, separated by commas")
        parser.add_argument("--rounds", type=int, default=15, help="how often each page is asked for")

    def handle(self, *args, sizes, rounds, **options):
        call_command("collectstatic", interactive=False, verbosity=0)
        kept = connection.settings_dict["NAME"]
        results = {}
        for size in (int(size) for size in sizes.split(",")):
            connection.creation.create_test_db(verbosity=0, autoclobber=True)
            try:
                results[size] = self._measure(size, rounds)
            finally:
                connection.creation.destroy_test_db(kept, verbosity=0)
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
        return {name: self._ask(client, address, rounds) for name, address in pages.items()} | {
            "PDF": self._print_paper(dossier)
        }

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

    def _print_paper(self, dossier) -> dict:
        from documents.assembling import assemble
        from documents.assembling.frame import Order
        from documents.rendering import render
        from systems.roles import Role

        order = Order(
            "thuyet-minh", dossier.opened_by, Role.OPERATOR, dossier.operator, None, "", world.TODAY, "do-luong",
            details={"letter_symbol": "DV01-DV00", "letter_serial": 1},
        )  # fmt: skip
        paper = assemble(dossier, order)
        taken, pages = [], 0
        for _ in range(3):
            started = time.perf_counter()
            pages = render(paper).pages
            taken.append(time.perf_counter() - started)
        seconds = statistics.median(taken)
        return {"seconds": seconds, "pages": pages, "rate": pages / seconds}

    def _print(self, results: dict) -> None:
        small, large = min(results), max(results)
        requirements = "level 5, every requirement answered"
        self.stdout.write(f"\n{connection.vendor}; the dossier is {requirements}; times in ms\n")
        head = f"{'page':<26}" + "".join(f"{f'{size:,}':>10}: {'SQL':>4} {'median':>8} {'p95':>8}" for size in results)
        self.stdout.write(head + f"{'ratio':>9}")
        for name in [name for name in results[small] if name != "PDF"]:
            cells = "".join(
                f"{'':>11} {found['statements']:>4} {found['median']:>8.1f} {found['p95']:>8.1f}"
                for found in (measured[name] for measured in results.values())
            )
            ratio = results[large][name]["median"] / results[small][name]["median"]
            self.stdout.write(f"{name:<26}{cells}{ratio:>9.2f}")
        for size, measured in results.items():
            paper = measured["PDF"]
            told = f"full dossier PDF beside {size:,} systems: {paper['pages']} pages in {paper['seconds']:.2f} s"
            self.stdout.write(f"{told}, {paper['rate']:.1f} pages/s")
        self._verdict(results, small, large)

    def _verdict(self, results: dict, small: int, large: int) -> None:
        grown = [
            n for n, f in results[small].items() if n != "PDF" and results[large][n]["statements"] > f["statements"]
        ]
        long = [n for n, f in results[large].items() if n != "PDF" and f["longest"] > LONG_LIST]
        self.stdout.write(f"SQL statements grow with the rows: {', '.join(grown) or 'nowhere'}")
        self.stdout.write(f"a query carries a long list of ids: {', '.join(long) or 'nowhere'}")
