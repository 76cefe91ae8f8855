"""Ed25519 signatures, from RFC 8032: verification only, on public values, hence without care for constant time.

Of what the RFC leaves open the strict reading is taken: S below the group's order, canonical encodings only, the
equation without the cofactor, and no public key of small order (such a key fits any message).
"""
from __future__ import annotations

import functools
import hashlib

from verifier.faults import Malformed

Point = tuple[int, int, int, int]   # extended homogeneous coordinates X, Y, Z, T, RFC 8032 § 5.1.4

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, PRIME - 2, PRIME) % PRIME
ROOT_OF_MINUS_ONE = pow(2, (PRIME - 1) // 4, PRIME)
NEUTRAL: Point = (0, 1, 1, 0)
WINDOW_BITS = 4
WINDOWS = 64   # of 4 bits: 256 bits, more than any scalar here has


def added(p: Point, q: Point) -> Point:
    """The sum of two points: the formulas of § 5.1.4, complete, so also right for doubling."""
    a = (p[1] - p[0]) * (q[1] - q[0]) % PRIME
    b = (p[1] + p[0]) * (q[1] + q[0]) % PRIME
    c = 2 * p[3] * q[3] * D % PRIME
    d = 2 * p[2] * q[2] % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def negated(p: Point) -> Point:
    """The point on the other side."""
    return PRIME - p[0], p[1], p[2], PRIME - p[3]


def encoded(p: Point) -> bytes:
    """The 32 bytes of a point, § 5.1.2."""
    inverse = pow(p[2], PRIME - 2, PRIME)
    x, y = p[0] * inverse % PRIME, p[1] * inverse % PRIME
    return (y | (x & 1) << 255).to_bytes(32, "little")


def decoded(data: bytes) -> Point:
    """The point of 32 bytes, § 5.1.3; anything but its one encoding is refused."""
    if len(data) != 32:
        raise Malformed("a point of Ed25519 has 32 bytes")
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if y >= PRIME:
        raise Malformed("the point's y is not below the prime")
    x = recovered_x(y, sign)
    return x, y, 1, x * y % PRIME


def recovered_x(y: int, sign: int) -> int:
    """The x that belongs to y, of the given parity."""
    u, v = (y * y - 1) % PRIME, (D * y * y + 1) % PRIME
    x = u * pow(v, 3, PRIME) * pow(u * pow(v, 7, PRIME), (PRIME - 5) // 8, PRIME) % PRIME
    if v * x * x % PRIME != u:
        x = x * ROOT_OF_MINUS_ONE % PRIME
    if v * x * x % PRIME != u:
        raise Malformed("the bytes are no point of the curve")
    if x == 0 and sign:
        raise Malformed("the point's sign is not canonical")
    return x if x & 1 == sign else PRIME - x


def table(point: Point) -> list[list[Point]]:
    """For each window of a scalar the sixteen multiples that it can ask for."""
    rows = []
    for _ in range(WINDOWS):
        row = [NEUTRAL]
        for _ in range(15):
            row.append(added(row[-1], point))
        rows.append(row)
        point = added(row[-1], point)
    return rows


def times(rows: list[list[Point]], scalar: int, total: Point = NEUTRAL) -> Point:
    """The total plus the scalar's multiple of the point that the table was made of."""
    for row in rows:
        window = scalar & 15
        if window:
            total = added(total, row[window])
        scalar >>= WINDOW_BITS
        if not scalar:
            break
    return total


@functools.cache
def base_table() -> list[list[Point]]:
    """The table of the base point, made when first needed."""
    y = 4 * pow(5, PRIME - 2, PRIME) % PRIME
    x = recovered_x(y, 0)
    return table((x, y, 1, x * y % PRIME))


class PublicKey:
    """A public key, ready to verify many signatures."""

    def __init__(self, data: bytes) -> None:
        """Refuses bytes that are no point or one of small order."""
        self.data = data
        point = decoded(data)
        multiple = point
        for _ in range(3):
            multiple = added(multiple, multiple)
        if encoded(multiple) == encoded(NEUTRAL):
            raise Malformed("the public key is of small order")
        self.minus = negated(point)

    @functools.cached_property
    def table(self) -> list[list[Point]]:
        """The table of the key's negative."""
        return table(self.minus)

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Whether the signature is this key's over the message, § 5.1.7: R = S·B − k·A."""
        if len(signature) != 64:
            return False
        r, s = signature[:32], int.from_bytes(signature[32:], "little")
        if s >= ORDER:
            return False
        digest = hashlib.sha512(r + self.data + message).digest()
        k = int.from_bytes(digest, "little") % ORDER
        return encoded(times(self.table, k, times(base_table(), s))) == r
