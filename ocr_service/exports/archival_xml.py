"""XML for archives, built of nodes: the same bytes for the same content."""

from xml.etree import ElementTree as Tree

from ocr_service.exports.pdf_about import sayable

METS = "http://www.loc.gov/METS/"
XLINK = "http://www.w3.org/1999/xlink"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
PREMIS = "http://www.loc.gov/premis/v3"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
PREFIXES = {"mets": METS, "xlink": XLINK, "csip": CSIP, "premis": PREMIS, "xsi": XSI}
for prefix, namespace in PREFIXES.items():
    Tree.register_namespace(prefix, namespace)
Node = Tree.Element


def named(space: str, name: str) -> str:
    return f"{{{space}}}{name}"


def root(name: str, **told: str) -> Node:
    return Node(name, attributes(told))


def node(above: Node, name: str, text: str = "", **told: str) -> Node:
    """Within the namespace of the node above it."""
    space = above.tag.rpartition("}")[0]
    made = Tree.SubElement(above, f"{space}}}{name}" if space else name, attributes(told))
    made.text = sayable(text) or None
    return made


def attributes(told: dict[str, str]) -> dict[str, str]:
    """``xlink_href`` is the href of XLink; what is empty is not told."""
    return {key_of(name): sayable(value) for name, value in told.items() if value}


def key_of(name: str) -> str:
    prefix, _, rest = name.partition("_")
    return named(PREFIXES[prefix], rest) if prefix in PREFIXES and rest else name


def written(tree: Node) -> bytes:
    Tree.indent(tree)
    whole: bytes = Tree.tostring(tree, encoding="UTF-8", xml_declaration=True)
    return whole + b"\n"
