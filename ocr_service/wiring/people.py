"""The parts by which people come in."""

from ocr_service.actions.people import People
from ocr_service.config import Settings
from ocr_service.courier.sign_in import Provider
from ocr_service.storage.database import Database
from ocr_service.storage.sealing import SECOND_FACTORS, Seal
from ocr_service.storage.sql_accounts import SqlAccounts
from ocr_service.storage.sql_second_factors import SqlSecondFactors
from ocr_service.storage.sql_sessions import SqlSessions


def people(database: Database, settings: Settings) -> People:
    """Accounts, second factors and sessions in the database, and the provider if one is set."""
    seal = Seal(settings.secret_key.get_secret_value(), SECOND_FACTORS)
    return People(
        SqlAccounts(database, seal),
        SqlSecondFactors(database, seal),
        SqlSessions(database, seal),
        provider(settings),
    )


def provider(settings: Settings) -> Provider | None:
    if not settings.oidc_issuer:
        return None
    from ocr_service.courier.oidc import Client, OidcProvider  # workers need none of it

    secret = settings.oidc_client_secret.get_secret_value()
    client = Client(settings.oidc_issuer, settings.oidc_client_id, secret, settings.oidc_claim)
    return OidcProvider(client)
