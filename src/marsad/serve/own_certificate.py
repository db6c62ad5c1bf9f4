"""An authority of the room's own, and the certificate that it gives the page, for rooms without one from elsewhere.

The authority may vouch for the names of this room alone (RFC 5280, 4.2.1.10), so that whoever imports it into a browser
trusts it for nothing else. Its key stays in the data folder.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_DAYS: Final = 3650
PAGE_DAYS: Final = 397
RENEW_DAYS: Final = 30
_EARLY: Final = timedelta(days=1)
"""Clocks of people's machines may be behind."""


@dataclass(frozen=True, slots=True)
class Made:
    """Files of a certificate; `authority` is what people import into their browsers, `is_new` that it was made now."""

    certificate: Path
    key: Path
    authority: Path
    is_new: bool


def own_certificate(folder: Path, names: Iterable[str], now: datetime) -> Made:
    """The certificate for these names (DNS names or IP addresses) in a folder, made or renewed where that is due.

    Raises OSError where the folder cannot be written.
    """
    wanted = sorted(set(names))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    authority, certificate = folder / "authority.pem", folder / "page.pem"
    known = _read(authority)
    signer = _signer(folder)
    is_new = signer is None or known is None or not _holds(known, now, RENEW_DAYS) or _permitted(known) != wanted
    if signer is None or is_new:
        signer = _make_authority(folder, wanted, now)
    page = _read(certificate)
    if is_new or page is None or not _holds(page, now, RENEW_DAYS) or _named(page) != wanted:
        _make_page(folder, signer, wanted, now)
    return Made(certificate, folder / "page.key", authority, is_new)


def _make_authority(folder: Path, names: list[str], now: datetime) -> ec.EllipticCurvePrivateKey:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Marsad watch room, {now:%Y-%m-%d}")])
    builder = _builder(name, name, key.public_key(), now, AUTHORITY_DAYS)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs=True), critical=True)
    builder = builder.add_extension(x509.NameConstraints([_constraint(one) for one in names], None), critical=True)
    _write(folder / "authority.key", _private(key))
    _write(folder / "authority.pem", builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return key


def _make_page(folder: Path, signer: ec.EllipticCurvePrivateKey, names: list[str], now: datetime) -> None:
    above = x509.load_pem_x509_certificate((folder / "authority.pem").read_bytes())
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Marsad")])
    builder = _builder(name, above.subject, key.public_key(), now, PAGE_DAYS)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(signs=False), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    builder = builder.add_extension(x509.SubjectAlternativeName([_general(one) for one in names]), critical=False)
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
    )
    made = builder.sign(signer, hashes.SHA256())
    _write(folder / "page.key", _private(key))
    chain = made.public_bytes(serialization.Encoding.PEM) + (folder / "authority.pem").read_bytes()
    _write(folder / "page.pem", chain)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLY)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=signs, crl_sign=signs, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _constraint(name: str) -> x509.GeneralName:
    """One address, or a name and what is below it."""
    try:
        return x509.IPAddress(ipaddress.ip_network(name))
    except ValueError:
        return x509.DNSName(name)


def _permitted(certificate: x509.Certificate) -> list[str]:
    found = certificate.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    return sorted(str(one.value).partition("/")[0] for one in found)


def _named(certificate: x509.Certificate) -> list[str]:
    found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return sorted(str(one.value) for one in found)


def _holds(certificate: x509.Certificate, now: datetime, days: int) -> bool:
    ends = certificate.not_valid_after_utc
    return certificate.not_valid_before_utc <= now < ends - timedelta(days=days)


def _read(file: Path) -> x509.Certificate | None:
    try:
        return x509.load_pem_x509_certificate(file.read_bytes())
    except (FileNotFoundError, ValueError):
        return None


def _signer(folder: Path) -> ec.EllipticCurvePrivateKey | None:
    try:
        found = serialization.load_pem_private_key((folder / "authority.key").read_bytes(), None)
    except (FileNotFoundError, ValueError, TypeError):
        return None
    return found if isinstance(found, ec.EllipticCurvePrivateKey) else None


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(file: Path, data: bytes) -> None:
    """All or nothing, readable by the owner alone where it is a key."""
    half = file.with_name(file.name + ".half")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    half.replace(file)


def instant(now_us: int) -> datetime:
    """Microseconds UTC as certificates tell time."""
    return datetime.fromtimestamp(now_us // 1_000_000, UTC)
