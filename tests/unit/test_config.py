"""Settings: read once, checked, and said where they are wrong."""

from datetime import date
from pathlib import Path

import pytest

from app.config import Settings, SettingsError


def test_values_come_from_the_environment_and_empty_ones_are_defaults() -> None:
    settings = Settings.from_env(
        {"PORT": "9000", "SECURE_COOKIES": "on", "DEFAULT_LANGUAGE": "", "INSTANCE_DIR": "/somewhere"}
    )
    assert (settings.port, settings.secure_cookies, settings.default_language) == (9000, True, "sv")
    assert settings.sqlalchemy_url == "sqlite:////somewhere/laget.db"
    assert Settings.from_env({"PICTURE_FIRST_MONDAY": "2025-12-29"}).picture_first_monday == date(2025, 12, 29)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PORT", "eight", "a whole number"),
        ("SECURE_COOKIES", "ja", "1 or 0"),
        ("PICTURE_FIRST_MONDAY", "2026-01-06", "not a Monday"),
        ("PICTURE_FIRST_MONDAY", "igår", "a date"),
        ("PICTURE_HOUR", "24", "0–23"),
        ("DEFAULT_LANGUAGE", "no", "sv or en"),
        ("IMAP_TLS", "ja", "1 or 0"),
        ("IMAP_MINUTES", "0", "1 or more"),
        ("SMTP_TLS", "1", "starttls, implicit or off"),
        ("SMTP_SECONDS", "0", "1 or more"),
        ("MEETING_DAY", "15", "1–14"),
        ("REMINDER_DAYS", "14", "0–13"),
    ],
)
def test_a_wrong_value_names_its_setting(name: str, value: str, says: str) -> None:
    with pytest.raises(SettingsError, match=name) as caught:
        Settings.from_env({name: value})
    assert says in str(caught.value)


def test_postgres_urls_get_the_driver() -> None:
    assert Settings(database_url="postgres://a@b/c").sqlalchemy_url == "postgresql+psycopg://a@b/c"
    with pytest.raises(SettingsError):
        _ = Settings(database_url="mysql://a@b/c").sqlalchemy_url


def test_the_cookie_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(instance_dir=tmp_path / "new")
    assert settings.cookie_key() == settings.cookie_key()
    assert (tmp_path / "new" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_the_mailbox_is_read_without_tls_on_this_machine_alone() -> None:
    assert not Settings.from_env({"IMAP_TLS": "0", "IMAP_HOST": "localhost"}).imap_tls
    with pytest.raises(SettingsError, match="IMAP_TLS"):
        Settings.from_env({"IMAP_TLS": "0", "IMAP_HOST": "mail.provstad.example"})


def test_the_mailbox_password_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(" hemligt ord \n")
    assert Settings(imap_password_file=str(file), imap_password="other").mailbox_password() == " hemligt ord "
    assert Settings(imap_password="other").mailbox_password() == "other"


def test_mail_is_sent_without_tls_on_this_machine_alone() -> None:
    needed = {"MAIL_FROM": "lagesbild@provstad.example", "PUBLIC_URL": "https://lage.provstad.example"}
    assert Settings.from_env({"SMTP_TLS": "off", "SMTP_HOST": "localhost", **needed}).smtp_tls == "off"
    with pytest.raises(SettingsError, match="SMTP_TLS"):
        Settings.from_env({"SMTP_TLS": "off", "SMTP_HOST": "mail.provstad.example", **needed})


@pytest.mark.parametrize("name", ["MAIL_FROM", "PUBLIC_URL"])
def test_mail_needs_a_sender_and_an_address_to_link_to(name: str) -> None:
    needed = {"MAIL_FROM": "Läget <lagesbild@provstad.example>", "PUBLIC_URL": "https://lage.provstad.example"}
    assert Settings.from_env({"SMTP_HOST": "localhost", **needed}).smtp_host == "localhost"
    with pytest.raises(SettingsError, match=name):
        Settings.from_env({"SMTP_HOST": "localhost", **needed, name: "lage"})


@pytest.mark.parametrize("sender", ["lagesbild@", "@provstad.example", "lägesbild@provstad.example", "läge bild@a.b"])
def test_a_sender_that_cannot_be_written_in_a_letter_is_refused_at_the_start(sender: str) -> None:
    known = {"SMTP_HOST": "localhost", "PUBLIC_URL": "https://lage.provstad.example", "MAIL_FROM": sender}
    with pytest.raises(SettingsError, match="MAIL_FROM"):
        Settings.from_env(known)


SERVICE = {"BACKGROUND_URL": "https://tiles.example/{z}/{x}/{y}.png", "BACKGROUND_ATTRIBUTION": "© Prov"}


def test_the_maps_background_lies_in_the_instance_folder_unless_said() -> None:
    assert Settings(instance_dir=Path("/data")).background_path == Path("/data/background.pmtiles")
    assert Settings(background_file="/maps/a.pmtiles").background_path == Path("/maps/a.pmtiles")


@pytest.mark.parametrize(
    "url",
    [
        SERVICE["BACKGROUND_URL"],
        "https://tiles.example/wmts?LAYER=a&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}",
        "http://127.0.0.1:8080/{z}/{x}/{y}.png",
    ],
)
def test_a_service_of_map_images_may_be_chosen(url: str) -> None:
    assert Settings.from_env({**SERVICE, "BACKGROUND_URL": url}).background_url == url


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"BACKGROUND_URL": "http://tiles.example/{z}/{x}/{y}.png"}, "https://"),
        ({"BACKGROUND_URL": "https://{s}.tiles.example/{z}/{x}/{y}.png"}, "one server"),
        ({"BACKGROUND_URL": "https://a.example;img-src */{z}/{x}/{y}.png"}, "one server"),
        ({"BACKGROUND_URL": "https://name:word@tiles.example/{z}/{x}/{y}.png"}, "one server"),
        ({"BACKGROUND_URL": "https://tiles.example/{z}/{x}.png"}, "{z}, {x} and {y}"),
        ({"BACKGROUND_URL": "https://tiles.example/{z}/{x}/{y}{r}.png"}, "no other braces"),
        ({"BACKGROUND_ATTRIBUTION": ""}, "BACKGROUND_ATTRIBUTION"),
        ({"BACKGROUND_FILE": "/maps/a.pmtiles"}, "choose one"),
    ],
)
def test_a_service_that_cannot_be_shown_is_refused(change: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({**SERVICE, **change})
    assert says in str(caught.value)
