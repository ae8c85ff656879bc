"""One module for each type of paper; `DRAFTS` names what can be drawn."""

from samples.generator.paper import Draft
from samples.generator.papers.birth_certificate import birth_certificate
from samples.generator.papers.marital_status import marital_status_certificate

DRAFTS: dict[str, Draft] = {
    "birth_certificate": birth_certificate,
    "marital_status_certificate": marital_status_certificate,
}
