"""The command read-reports: its lines in and out, and what it says of lines that are no reports."""

import json
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Incident, Report

TEXT = (
    "Hej!\n22.12 Misshandel, Bro centrum\nEn slår en annan.\n02.20 Brand, Kungsängen\nStrax efter larmet är den släckt."
)


def line(text: str = TEXT, **more: Any) -> str:
    return json.dumps(
        {"id": 7, "datetime": "2026-11-20 7:00:05 +01:00", "region": "Stockholms län", "text": text} | more
    )


def run(app: Flask, lines: str, municipality: str = "upplands-bro") -> Result:
    return app.test_cli_runner().invoke(args=["read-reports", "--municipality", municipality], input=lines)


def test_one_line_of_incidents_for_each_report(app, session: Session):
    result = run(app, line() + "\n\n")
    assert result.exit_code == 0
    (read,) = map(json.loads, result.stdout.splitlines())
    assert read == {
        "id": 7,
        "overview": True,
        "incidents": [
            {
                "time": "22:12",
                "day_offset": -1,
                "category": "vald_hot",
                "place": "Bro centrum",
                "town": read["incidents"][0]["town"],
                "start": "22.12 Misshandel, Bro cen",
                "district": "Bro",
                "precision": "place",
            },
            read["incidents"][1]
            | {"time": "02:20", "day_offset": 0, "category": "skadegorelse_brand", "district": "Kungsängen"},
        ],
    }
    assert session.scalar(select(func.count()).select_from(Incident)) == 0
    assert session.scalar(select(func.count()).select_from(Report)) == 0


@pytest.mark.parametrize(
    ("text", "time", "day_offset"),
    [
        ("Strax före 23:30 kastas sten på en buss i Bro.", "23:30", -1),
        ("Runt midnatt brinner en soptunna i Bro.", "00:00", 0),
        ("Vid 01-tiden kastas sten på en buss i Bro.", "01:00", 0),
        ("Mellan 21 och 04 har någon krossat en ruta i Bro.", "21:00", -1),
        ("I går kväll kastade någon sten på en buss i Bro.", None, None),
        ("Någon har kastat sten på en buss i Bro.", None, None),
    ],
)
def test_the_time_is_that_of_the_words(app, text: str, time: str | None, day_offset: int | None):
    (read,) = map(json.loads, run(app, line(text)).stdout.splitlines())
    (incident,) = read["incidents"]
    assert (incident["time"], incident["day_offset"]) == (time, day_offset)


def test_a_bad_line_is_told_and_the_rest_goes_on(app):
    bad = ["skräp", "[]", '{"id": 1}', line(datetime="igår"), line(text=5)]
    result = run(app, "\n".join([*bad, line()]))
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr.splitlines() == [
        "Rad 1: Raden är inte giltig JSON.",
        "Rad 2: Raden är inte en rapport.",
        "Rad 3: datetime saknas.",
        "Rad 4: Tiden ”igår” går inte att tyda.",
        "Rad 5: text är inte en text.",
    ]


def test_a_municipality_that_is_not_here_is_named(app):
    result = run(app, line(), "storkoping")
    assert result.exit_code == 2
    assert "Välj bland: none, upplands-bro." in result.stderr
