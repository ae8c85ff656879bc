"""The settings of signing copies: where the agency's key lies, and who vouches for the time."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

from ocr_service.setting_kinds import PUBLIC_URL


class SigningSettings(BaseSettings):
    """A part of ``config.Settings``. Where no key is set, nothing is signed."""

    sign_pkcs12: Path | None = Field(
        None, description="the agency's key that copies are signed with; or one on a token:"
    )
    sign_passphrase: SecretStr = SecretStr("")
    sign_pkcs11_module: Path | None = None
    sign_pkcs11_token: str = Field("", description="its name; none: the only one there is")
    sign_pkcs11_label: str = Field("", description="of the key and of its certificate")
    sign_pkcs11_pin: SecretStr = SecretStr("")
    sign_for: str = Field(
        "",
        max_length=100,
        description="whose key that is: copies of papers of that agency and of those below it are "
        "signed; *: of every agency here; none: nothing is signed",
    )
    sign_agency: str = Field(
        "", max_length=200, description="who makes the copies; none: as the certificate says"
    )
    sign_tsa_url: str = Field(
        "", pattern=PUBLIC_URL, description="vouches for the time (RFC 3161): level B-T"
    )
    sign_tsa_user: str = Field("", description="where that authority asks for a name")
    sign_tsa_password: SecretStr = SecretStr("")
