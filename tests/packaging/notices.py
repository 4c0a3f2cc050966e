"""Opens a package (a wheel, a jar, an npm archive or a folder) and looks for its licences.

Arguments: the package, and the list of crates that `cargo tree` says are compiled into it.
"""

import re
import sys
import tarfile
import zipfile
from pathlib import Path

TEXTS = {
    "MIT": ("Permission is hereby granted, free of charge",),
    "MPL-2.0": ("Mozilla Public License Version 2.0", "Exhibit A", "Contributor Version"),
}


def files(package: Path) -> dict[str, str]:
    """The texts of a package that have to do with licences, by their names without a folder."""
    if package.is_dir():
        found = {path.name: path.read_bytes() for path in package.iterdir() if path.is_file()}
    elif package.suffix == ".tgz":
        with tarfile.open(package) as archive:
            members = [member for member in archive if member.isfile()]
            found = {Path(m.name).name: archive.extractfile(m).read() for m in members}
    else:
        with zipfile.ZipFile(package) as archive:
            found = {Path(name).name: archive.read(name) for name in archive.namelist()}
    wanted = ("LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY-NOTICES.txt")
    return {name: found[name].decode() for name in wanted}


def crates(listed: Path) -> set[tuple[str, str]]:
    """Name and version of each crate that is not this project's own."""
    lines = {line.removesuffix(" (*)") for line in listed.read_text().splitlines()}
    found = [line.split() for line in lines if line and "/" not in line]
    return {(name, version.removeprefix("v")) for name, version, *_ in found}


def main(package: Path, listed: Path) -> None:
    texts = files(package)
    assert "Permission is hereby granted" in texts["LICENSE-MIT"]
    assert "Apache License" in texts["LICENSE-APACHE"]

    notices = texts["THIRD-PARTY-NOTICES.txt"]
    sections = notices.split("=" * 80)[1:]
    named: dict[tuple[str, str], str] = {}
    for section in sections:
        head, text = section.split("-" * 80, 1)
        licence = re.search(r"\((\S+)\)", head)[1]
        assert len(text.split()) > 90, f"no text of {licence}: {text}"
        for name, version in re.findall(r"^(\S+) (\d\S*)(?: \(.*\))?$", head, re.MULTILINE):
            named[name, version] = licence
        for phrase in TEXTS.get(licence, ()):
            assert phrase.lower() in text.lower(), f"the text of {licence} lacks {phrase!r}"

    compiled = crates(listed)
    assert len(compiled) > 10, compiled
    assert compiled <= named.keys(), f"no notice of {sorted(compiled - named.keys())}"
    for (name, version), licence in named.items():
        is_mpl = name.startswith("uniffi")
        assert (licence == "MPL-2.0") == is_mpl, f"{name} {version} is {licence}"
    # The repository is where MPL-2.0 lets people find the source.
    if "uniffi_core" in {name for name, _ in compiled}:
        assert re.search(r"^uniffi_core \S+ \(https://\S+uniffi-rs\)$", notices, re.MULTILINE)
    for leak in ("registry/src", "/root/", "/home/"):
        assert leak not in notices, f"a path of the machine that built it: {leak}"
    print(f"{package.name}: notices of {len(named)} crates, {len(sections)} texts")


main(Path(sys.argv[1]), Path(sys.argv[2]))
