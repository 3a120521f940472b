"""The way in for other systems, described for programs: OpenAPI 3.1. A test holds it against the routes."""

from typing import Any

from app.api.rules import LONGEST_ID, LONGEST_SENDER, LONGEST_TEXT
from app.problems import MEDIA_TYPE
from app.token_access import CALLS_A_MINUTE, LARGEST_BODY

Schema = dict[str, Any]


def document(server: str) -> Schema:
    """`server` is the installation's own address, without a slash at its end."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Reports from other systems",
            "version": "1.0.0",
            "summary": "An organisation's own system sends its reports and asks what became of them.",
            "description": f"At most {CALLS_A_MINUTE} calls a minute by one token, and {LARGEST_BODY} bytes a call. "
            "What goes wrong is told as a problem document (RFC 9457), in the installation's language or by ?lang=en.",
        },
        "servers": [{"url": server}],
        "security": [{"token": []}],
        "paths": {
            "/api/reports": {"post": _sending()},
            "/api/reports/{report_id}": {"get": _asking()},
            "/api/openapi.json": {"get": _describing()},
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Report": _report(), "State": _state(), "Problem": _problem()},
        },
    }


def _sending() -> Schema:
    return {
        "operationId": "sendReport",
        "summary": "Send a report; the same report again changes nothing.",
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": _ref("Report")},
                "text/plain": {"schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}},
            },
        },
        "responses": {
            "201": _answer("It is new and has been kept.", Location={"schema": {"type": "string"}}),
            "200": _answer("It has come before; nothing was changed.", Location={"schema": {"type": "string"}}),
            "400": _fault("The body is no report."),
            "409": _fault("A report with this id has come before with another text."),
            "413": _fault("The body is too large."),
            "415": _fault("The body is neither JSON nor plain text."),
            **_common_faults(),
        },
    }


def _asking() -> Schema:
    return {
        "operationId": "readReport",
        "summary": "What became of one of the organisation's own reports, in numbers.",
        "parameters": [
            {"name": "report_id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}}
        ],
        "responses": {
            "200": _answer("How many incidents stand on it."),
            "404": _fault("There is no such report of this organisation."),
            **_common_faults(),
        },
    }


def _describing() -> Schema:
    schema = {"schema": {"type": "object"}}
    return {
        "operationId": "describe",
        "summary": "This document.",
        "security": [],
        "responses": {"200": {"description": "OpenAPI 3.1.", "content": {"application/json": schema}}},
    }


def _common_faults() -> Schema:
    return {
        "401": _fault(
            "The token is missing, wrong or revoked.", **{"WWW-Authenticate": {"schema": {"type": "string"}}}
        ),
        "403": _fault("The organisation no longer reports here."),
        "429": _fault("Too many calls; try again later.", **{"Retry-After": {"schema": {"type": "string"}}}),
        "500": _fault("Something went wrong here; nothing was kept. Sending again is safe."),
    }


def _answer(description: str, **headers: Schema) -> Schema:
    content = {"application/json": {"schema": _ref("State")}}
    return {"description": description, "headers": headers, "content": content}


def _fault(description: str, **headers: Schema) -> Schema:
    return {"description": description, "headers": headers, "content": {MEDIA_TYPE: {"schema": _ref("Problem")}}}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _report() -> Schema:
    return {
        "type": "object",
        "required": ["text"],
        "additionalProperties": False,
        "properties": {
            "text": {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT, "description": "The whole report."},
            "received": {
                "type": "string",
                "format": "date-time",
                "description": "When it was written, with time zone; now where it is left out. Times such as 22.12 in "
                "the text are read from it.",
            },
            "id": {
                "type": "string",
                "minLength": 1,
                "maxLength": LONGEST_ID,
                "description": "The sender's own id, which recognises the report when it comes again. Without one the "
                "text and its day do.",
            },
            "sender": {"type": "string", "minLength": 1, "maxLength": LONGEST_SENDER, "description": "Who wrote it."},
        },
    }


def _state() -> Schema:
    counts = {
        "drafts": "Incidents read from it that wait for the coordinator.",
        "confirmed": "Incidents that the coordinator has confirmed.",
        "merged": "Incidents that were another organisation's, too, and count there.",
        "left_out": "Drafts that the coordinator has left out.",
    }
    return {
        "type": "object",
        "required": ["id", "received", *counts],
        "additionalProperties": False,
        "properties": {
            "id": {"type": "integer", "description": "Our id, for asking what became of it."},
            "received": {"type": "string", "format": "date-time"},
            **{name: {"type": "integer", "minimum": 0, "description": told} for name, told in counts.items()},
        },
    }


def _problem() -> Schema:
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "additionalProperties": False,
        "properties": {
            "type": {"type": "string", "const": "about:blank"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": "What is wrong and what helps, for a person."},
        },
    }
