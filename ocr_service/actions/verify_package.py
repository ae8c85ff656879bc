"""Looks a package through: what is wrong with it, each fault with the name of its file.

What is not told here is that somebody made the whole package anew: for that, compare its hash with
the one that the trail of whoever handed it over tells (``export.made``).
"""

import json
import stat
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from uuid import UUID
from xml.etree import ElementTree as Tree

from pydantic import TypeAdapter, ValidationError

from ocr_service.domain.audit import Entry, entry_from_json, entry_json, hash_of
from ocr_service.domain.package import (
    ABOUT,
    FORMAT,
    MANIFEST,
    METS,
    NEEDED,
    TRAIL,
    About,
    Rep,
    manifest_from,
    safe,
)
from ocr_service.storage.handover import UNFIT, BadPackage
from ocr_service.storage.package_zip import Package

MOST_FILES = 50_000
LARGEST_TEXT = 64 * 2**20  # bytes of one file that is read as a whole
ABOUT_SHAPE = TypeAdapter(About)
FILE_TAG = "{http://www.loc.gov/METS/}file"
LINK = "{http://www.w3.org/1999/xlink}href"
MISSING = "{name}: thiếu trong gói."
ADDED = "{name}: có trong gói nhưng không có trong danh mục {manifest}."
CHANGED = "{name}: nội dung đã bị thay đổi hoặc hỏng (SHA-256 không khớp danh mục)."
UNSAFE = "{name!r}: tên tệp không an toàn (trỏ ra ngoài gói hoặc có ký tự lạ)."
TWICE = "{name}: có hai lần trong gói."
NO_FILE = "{name}: không phải tệp thường (liên kết, thư mục, tệp nén hoặc tệp mã hóa)."
SEAMS = "Có dữ liệu thừa nằm ngoài các tệp của gói."
TOO_MANY = "Gói có quá nhiều tệp ({count})."
BAD_LINE = "{manifest}: dòng {line} không đúng dạng hoặc lặp lại."
NOT_METS = "{name}: không phải METS đọc được."
OTHER_HASH = "{name}: {mets} ghi SHA-256 khác danh mục."
BAD_ENTRY = "{name}: mục thứ {place} của nhật ký đã bị thay đổi."
BAD_ABOUT = "{name}: không đúng dạng, hoặc thuộc phiên bản khác."
REMEDY = "Gói không còn nguyên vẹn; hãy xin bên giao xuất và gửi lại gói này."


def faults_of(package: Package) -> Iterator[str]:
    """In Vietnamese, each with the name of the file; none where the package is whole."""
    wrong = list(faults_of_names(package))
    if wrong:
        yield from wrong
        return
    if MANIFEST not in package.names():
        yield MISSING.format(name=MANIFEST)
        return
    try:
        told = manifest_from(text_of(package, MANIFEST))
    except ValueError as bad:
        yield BAD_LINE.format(manifest=MANIFEST, line=bad)
        return
    yield from faults_of_list(package, told)
    here = sorted(set(told) & set(package.names()))
    whole = {name for name in here if intact(package, name, told)}
    yield from (CHANGED.format(name=name) for name in here if name not in whole)
    yield from faults_of_mets(package, told, whole)
    yield from faults_of_words(package, whole)


def faults_of_names(package: Package) -> Iterator[str]:
    """What makes it dangerous to go on."""
    if len(package.infos) > MOST_FILES:
        yield TOO_MANY.format(count=len(package.infos))
        return
    seen: set[str] = set()
    for info in package.infos:
        name = info.filename
        if not safe(name) or not name.startswith(f"{package.folder}/"):
            yield UNSAFE.format(name=name)
        if name.casefold() in seen:
            yield TWICE.format(name=name)
        seen.add(name.casefold())
        if not plain(info):
            yield NO_FILE.format(name=name)
    if not package.seamless:
        yield SEAMS


def plain(info: zipfile.ZipInfo) -> bool:
    """Neither compressed nor encrypted, no link, no folder."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    stored = info.compress_type == zipfile.ZIP_STORED and info.compress_size == info.file_size
    return stored and not info.flag_bits & 1 and kind in (0, stat.S_IFREG) and not info.is_dir()


def faults_of_list(package: Package, told: Mapping[str, str]) -> Iterator[str]:
    here = set(package.names())
    needed = {*NEEDED, *told} - here
    yield from (MISSING.format(name=name) for name in sorted(needed))
    more = sorted(here - {*told, MANIFEST})
    yield from (ADDED.format(name=name, manifest=MANIFEST) for name in more)


def intact(package: Package, name: str, told: Mapping[str, str]) -> bool:
    seen = sha256()
    try:
        for piece in package.pieces(name):
            seen.update(piece)
    except BadPackage:
        return False
    return seen.hexdigest() == told[name]


def faults_of_mets(
    package: Package, told: Mapping[str, str], whole: Iterable[str]
) -> Iterator[str]:
    """Each METS must tell of its files what the manifest tells."""
    folders = {METS: "", **{rep.mets: rep.folder for rep in Rep}}
    for mets in sorted(set(folders) & set(whole)):
        try:
            files = list(files_in(text_of(package, mets)))
        except (ValueError, Tree.ParseError):
            yield NOT_METS.format(name=mets)
            continue
        for href, checksum in files:
            name = folders[mets] + href
            if name in told and told[name] != checksum:
                yield OTHER_HASH.format(name=name, mets=mets)


def files_in(mets: str) -> Iterator[tuple[str, str]]:
    """Where each file lies, and its hash. Raises ValueError for what could unfold."""
    if "<!DOCTYPE" in mets or "<!ENTITY" in mets:
        raise ValueError("METS needs no document type")
    tree = Tree.fromstring(mets)  # noqa: S314 - without a document type it can define nothing
    for element in tree.iter():
        place = element if LINK in element.attrib else element.find("./*[@" + LINK + "]")
        if "CHECKSUM" in element.attrib and place is not None:
            yield place.attrib[LINK], element.attrib["CHECKSUM"]


def faults_of_words(package: Package, whole: set[str]) -> Iterator[str]:
    """Of what the package says of itself."""
    if ABOUT in whole:
        try:
            about_of(package)
        except ValueError:
            yield BAD_ABOUT.format(name=ABOUT)
    if TRAIL in whole:
        for place, entry in enumerate(entries_of(package), start=1):
            if entry is None:
                yield BAD_ENTRY.format(name=TRAIL, place=place)


def about_of(package: Package) -> About:
    """Raises ValueError for one of another format, or none."""
    try:
        about = ABOUT_SHAPE.validate_json(text_of(package, ABOUT))
    except ValidationError as wrong:
        raise ValueError(ABOUT) from wrong
    if about.format != FORMAT or str(UUID(about.dossier_id)) != about.dossier_id:
        raise ValueError(ABOUT)
    return about


def entries_of(package: Package) -> Iterator[Entry | None]:
    """How the dossier came to be; None for what is no entry of a trail."""
    try:
        lines = text_of(package, TRAIL).split("\n")
    except ValueError:
        yield None
        return
    for line in filter(None, lines):
        try:
            yield entry_from(line)
        except UNFIT:
            yield None


def entry_from(line: str) -> Entry:
    """Raises one of UNFIT for what is none: each has its hash, and a moment that can be told."""
    entry = entry_from_json(json.loads(line))
    words = {name: it for name, it in entry_json(entry).items() if name not in ("number", "remark")}
    timed = datetime.fromisoformat(entry.at).tzinfo is not None
    shaped = timed and isinstance(entry.remark, dict) and set(map(type, words.values())) == {str}
    if not shaped or hash_of(entry) != entry.hash:
        raise ValueError(entry.number)
    return entry


def text_of(package: Package, name: str) -> str:
    """Raises ValueError for one that is no text, or too long for one."""
    if package.size_of(name) > LARGEST_TEXT:
        raise ValueError(name)
    try:
        return package.read(name).decode()
    except BadPackage as wrong:
        raise ValueError(name) from wrong
