"""Settings of records and of what spares people a paper; a part of ``config.Settings``."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

from ocr_service.domain.access import Across
from ocr_service.setting_kinds import PUBLIC_URL, Networks


class ReuseSettings(BaseSettings):
    """What papers are reused by, and whom we ask instead of people."""

    record_code: str = Field(
        "{holder}.{procedure}.{paper}",
        pattern=r"^(?:[^{}]|\{(?:holder|procedure|paper)\})+$",
        max_length=100,
        description="how the code of a record begins, before its running number",
    )

    reuse_across: Across = Field(
        Across.AGENCY,
        description="whose records are found with a purpose and by leave: agency, province, house",
    )

    population_url: str = Field(
        "",
        pattern=PUBLIC_URL,
        description="what asks the population database for us; none: it is not asked",
    )
    population_key: SecretStr = SecretStr("")
    population_private: Networks = Field(
        (), description="private networks that it may lie in, also over plain http"
    )
    portal_url: str = Field(
        "",
        pattern=PUBLIC_URL,
        description="where the national portal is told of accepted dossiers; none: nowhere",
    )
    portal_key: SecretStr = SecretStr("")
    portal_private: Networks = Field(
        (), description="private networks that the portal may lie in, also by plain http"
    )
