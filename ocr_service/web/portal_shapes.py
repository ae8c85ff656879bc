"""The portal's shape as OpenAPI describes it; its authority is schemas/portal/ho_so.schema.json."""

from typing import Any

from ocr_service.web.shape import Shape


class PortalDossier(Shape):
    """``HoSo`` and its papers as provincial systems synchronise them (schemas/portal/).

    What is unknown is left out. ``JsonOcr`` of an accepted paper holds its record.
    """

    HoSo: dict[str, Any]
    DanhSachGiayToSoHoa: list[dict[str, Any]]
