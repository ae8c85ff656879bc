"""Entity tags (RFC 9110, 13.1): who changes something names the state that they saw."""

import re

from flask import request

from ocr_service.web.problems import Refusal

TAG = re.compile(r'\s*(?:W/)?"([^"]*)"\s*')
LONGEST_VERSION = 9  # figures


def seen_tag(if_match: str) -> str:
    """What the header names; raises Refusal where there is none, or none of ours."""
    if "If-Match" not in request.headers:
        raise Refusal("precondition_required")
    tag = TAG.fullmatch(if_match)
    if tag is None:
        raise Refusal("stale")
    return tag[1]


def seen_version(if_match: str) -> int:
    """That of a dossier."""
    tag = seen_tag(if_match)
    if not (tag.isdecimal() and tag.isascii() and len(tag) <= LONGEST_VERSION):
        raise Refusal("stale")
    return int(tag)
