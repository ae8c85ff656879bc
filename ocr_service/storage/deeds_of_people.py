"""What the audit trail is told of accounts; never a password, a code or a token."""

from ocr_service.domain.audit import Act, Deed


def of_account(act: Act, account_id: str, agency_code: str, **remark: str | int) -> Deed:
    return Deed(act, agency_code, subject=account_id, remark=remark)
