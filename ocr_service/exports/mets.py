"""METS 1.12 of a package and of each of its representations, as E-ARK CSIP lays them out."""

from collections.abc import Sequence
from dataclasses import dataclass

from ocr_service.domain.ids import derived_id
from ocr_service.domain.package import EAD, OTHER, PREMIS, SCHEMAS, Member, Rep
from ocr_service.exports.archival_xml import METS, Node, named, node, root, written

PROFILE = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml"
SOFTWARE = "ocr-service"
DESCRIPTIVE = "metadata/descriptive/"


@dataclass(frozen=True, slots=True)
class Binding:
    """What a package is called, of whom, and when it became what it is (ISO 8601)."""

    urn: str
    dossier_id: str
    label: str
    creator: str
    at: str

    def id_of(self, name: str) -> str:
        """The same file has the same identifier each time."""
        return f"uuid-{derived_id(self.dossier_id, name).upper()}"


def package_mets(binding: Binding, members: Sequence[Member]) -> bytes:
    """METS.xml of the whole: it names all but the files of the representations."""
    outer = [it for it in members if not it.name.startswith("representations/")]
    others = [it for it in outer if it.name.startswith(OTHER)]
    schemas = [it for it in outer if it.name.startswith(SCHEMAS)]
    known = {it.name: it for it in members}
    reps = [(rep, known[rep.mets]) for rep in Rep if rep.mets in known]
    tree = opened(binding, binding.urn)
    described(tree, binding, [known[EAD]])
    preserved(tree, binding, known[PREMIS])
    files = node(tree, "fileSec", ID=binding.id_of("fileSec"))
    group(files, binding, "Metadata/other", others)
    group(files, binding, "Schemas", schemas)
    for rep, its in reps:
        group(files, binding, f"Representations/{rep.value}", [its])
    top = structure(tree, binding)
    division(top, binding, "Metadata", DMDID=binding.id_of(EAD), ADMID=binding.id_of("amdSec"))
    pointing(division(top, binding, "Metadata/other"), binding, others)
    pointing(division(top, binding, "Schemas"), binding, schemas)
    for rep, its in reps:
        below = division(top, binding, f"Representations/{rep.value}")
        told = {"LOCTYPE": "URL", "xlink_type": "simple", "xlink_href": its.name}
        node(below, "mptr", xlink_title=f"METS of {rep.value}", **told)
    return written(tree)


def rep_mets(rep: Rep, binding: Binding, members: Sequence[Member]) -> bytes:
    """METS.xml of one representation: names are as seen from its folder."""
    its = [it for it in members if it.name.startswith(rep.folder)]
    papers = [it for it in its if it.name.startswith(rep.folder + DESCRIPTIVE)]
    groups = {
        "Data": [it for it in its if it.name.startswith(rep.data(""))],
        "Metadata/other": [it for it in its if it.name.startswith(rep.folder + OTHER)],
    }
    tree = opened(binding, rep.value)
    described(tree, binding, papers, rep.folder)
    if any(groups.values()):
        files = node(tree, "fileSec", ID=binding.id_of(f"{rep.value} fileSec"))
        for use, members_of in groups.items():
            group(files, binding, use, members_of, rep.folder)
    top = structure(tree, binding, rep.value)
    of_papers = " ".join(binding.id_of(it.name) for it in papers)
    division(top, binding, f"{rep.value}/Metadata", DMDID=of_papers)
    for use, members_of in groups.items():
        pointing(division(top, binding, f"{rep.value}/{use}"), binding, members_of)
    return written(tree)


def opened(binding: Binding, called: str) -> Node:
    tree = root(
        named(METS, "mets"), OBJID=called, LABEL=binding.label, TYPE="Mixed", PROFILE=PROFILE
    )
    told = {"CREATEDATE": binding.at, "RECORDSTATUS": "NEW"}
    head = node(tree, "metsHdr", csip_OAISPACKAGETYPE="AIP", **told)
    if binding.creator:
        agency = node(head, "agent", ROLE="CREATOR", TYPE="ORGANIZATION")
        node(agency, "name", binding.creator)
    software = node(head, "agent", ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    node(software, "name", SOFTWARE)
    return tree


def described(tree: Node, binding: Binding, papers: Sequence[Member], folder: str = "") -> None:
    for it in papers:
        section = node(tree, "dmdSec", ID=binding.id_of(it.name), CREATED=binding.at)
        reference(section, binding, it, "EAD", folder)


def preserved(tree: Node, binding: Binding, premis: Member) -> None:
    section = node(tree, "amdSec", ID=binding.id_of("amdSec"))
    of_it = node(section, "digiprovMD", ID=binding.id_of(premis.name), CREATED=binding.at)
    reference(of_it, binding, premis, "PREMIS")


def reference(above: Node, binding: Binding, it: Member, kind: str, folder: str = "") -> None:
    node(
        above,
        "mdRef",
        ID=binding.id_of(f"{it.name} mdRef"),
        LOCTYPE="URL",
        MDTYPE=kind,
        **fixity(it, binding),
        xlink_type="simple",
        xlink_href=it.name.removeprefix(folder),
    )


def group(
    files: Node, binding: Binding, use: str, members: Sequence[Member], folder: str = ""
) -> None:
    if not members:
        return
    its = node(files, "fileGrp", ID=binding.id_of(f"{folder}{use} fileGrp"), USE=use)
    for it in members:
        file = node(its, "file", ID=binding.id_of(it.name), **fixity(it, binding))
        told = {"LOCTYPE": "URL", "xlink_type": "simple"}
        node(file, "FLocat", xlink_href=it.name.removeprefix(folder), **told)


def fixity(it: Member, binding: Binding) -> dict[str, str]:
    return {
        "MIMETYPE": it.media_type,
        "SIZE": str(it.size),
        "CREATED": binding.at,
        "CHECKSUM": it.sha256,
        "CHECKSUMTYPE": "SHA-256",
    }


def structure(tree: Node, binding: Binding, of: str = "") -> Node:
    told = {"TYPE": "PHYSICAL", "LABEL": "CSIP"}
    whole = node(tree, "structMap", ID=binding.id_of(f"{of} structMap"), **told)
    return node(whole, "div", ID=binding.id_of(f"{of} div"), LABEL=of or binding.urn)


def division(above: Node, binding: Binding, label: str, **told: str) -> Node:
    return node(above, "div", ID=binding.id_of(f"{label} div"), LABEL=label, **told)


def pointing(above: Node, binding: Binding, members: Sequence[Member]) -> None:
    for it in members:
        node(above, "fptr", FILEID=binding.id_of(it.name))
