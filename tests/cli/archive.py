"""What an archive checks: METS against its schema, PREMIS by the order of its units."""

from importlib.resources import files
from io import BytesIO
from pathlib import Path

from lxml import etree

XLINK_AT = "http://www.loc.gov/standards/xlink/xlink.xsd"
PREMIS = "{http://www.loc.gov/premis/v3}"
# As much of XLink as METS' own schema refers to, which it would fetch from the net.
XLINK = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
  targetNamespace="http://www.w3.org/1999/xlink">
{attributes}
{groups}
</xs:schema>"""
ATTRIBUTES = ("href", "role", "arcrole", "title", "show", "actuate", "label", "from", "to", "type")
GROUPS = ("simpleLink", "extendedLink", "locatorLink", "arcLink")
# Units of PREMIS 3.0 that must stand in this order where they are there; "!" for those needed.
UNITS = {
    "premis": ("object!", "event", "agent"),
    "object": (
        "objectIdentifier!", "objectCharacteristics", "originalName", "relationship",
    ),
    "objectCharacteristics": ("compositionLevel", "fixity", "size", "format!"),
    "fixity": ("messageDigestAlgorithm!", "messageDigest!"),
    "relationship": ("relationshipType!", "relationshipSubType!", "relatedObjectIdentifier!"),
    "event": (
        "eventIdentifier!", "eventType!", "eventDateTime!", "eventDetailInformation",
        "eventOutcomeInformation", "linkingAgentIdentifier", "linkingObjectIdentifier",
    ),
    "agent": ("agentIdentifier!", "agentName", "agentType", "agentVersion", "agentNote"),
}  # fmt: skip


class Offline(etree.Resolver):
    def resolve(self, url, _id, context):
        if url != XLINK_AT:
            return None
        attributes = "".join(f'<xs:attribute name="{it}" type="xs:string"/>' for it in ATTRIBUTES)
        refs = "".join(f'<xs:attribute ref="x:{it}"/>' for it in ATTRIBUTES)
        groups = "".join(
            f'<xs:attributeGroup name="{it}">{refs}</xs:attributeGroup>' for it in GROUPS
        )
        told = XLINK.format(attributes=attributes, groups=groups)
        own = told.replace(
            "targetNamespace", 'xmlns:x="http://www.w3.org/1999/xlink" targetNamespace'
        )
        return self.resolve_string(own, context)


def mets_schema() -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Offline())
    schema = files("metsrw").joinpath("resources/mets.xsd").read_bytes()
    return etree.XMLSchema(etree.parse(BytesIO(schema), parser))


def schema_of(place: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(place))


def faults_of_premis(place: Path) -> list[str]:
    """Units that are missing, strange, or not in their order."""
    wrong = []
    for element in etree.parse(place).iter(f"{PREMIS}*"):
        units = UNITS.get(element.tag.removeprefix(PREMIS))
        if units is None:
            continue
        order = [unit.rstrip("!") for unit in units]
        found = [child.tag.removeprefix(PREMIS) for child in element]
        if set(found) - set(order) or found != sorted(found, key=order.index):
            wrong.append(f"{element.tag}: {found}")
        wrong += [unit for unit in units if unit[-1] == "!" and unit[:-1] not in found]
    return wrong
