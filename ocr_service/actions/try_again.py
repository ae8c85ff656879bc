"""Has read again, at once, what has failed: all of it, as far as one call may go."""

from dataclasses import dataclass

from ocr_service.actions.own_dossiers import OwnDossiers
from ocr_service.actions.receive import retry
from ocr_service.domain.errors import BadInput, Conflict, NotFound
from ocr_service.jobs import Bell
from ocr_service.storage import Search

MOST = 200  # dossiers that one call has tried again
AT_A_TIME = 50


@dataclass
class TriedAgain:
    """``kept_away``: dossiers of which all that failed is in quarantine; ``more``: of others."""

    tried: int = 0
    kept_away: int = 0
    more: bool = False


def retry_failed(*, dossiers: OwnDossiers, bell: Bell) -> TriedAgain:
    """Newest first; what somebody else has just taken up is passed over. Raises Unavailable."""
    done, search = TriedAgain(), Search(limit=AT_A_TIME)
    while found := dossiers.failed(search):
        for dossier in found:
            if done.tried == MOST:
                done.more = True
                return done
            try:
                retry(dossier.id, dossiers=dossiers, bell=bell)
                done.tried += 1
            except BadInput:
                done.kept_away += 1
            except (Conflict, NotFound):
                continue
        search = Search(limit=AT_A_TIME, after=found[-1].id)
    return done
