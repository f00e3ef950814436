# SPDX-License-Identifier: AGPL-3.0-or-later
"""Write a file of sections, which src/base/sections.c maps."""
import struct


def write(path, mark, sections):
    """A mark of eight bytes, u32 count, headers (name, kind, rows, columns, bytes, offset), then the
    data, 64-byte aligned. Gives the size in bytes."""
    with open(path, 'wb') as out:
        out.write(mark + struct.pack('<I', len(sections)))
        at = 12 + len(sections) * 48
        for name, kind, rows, columns, data in sections:
            at = (at + 63) // 64 * 64
            out.write(struct.pack('<24s4sIIIQ', name.encode(), kind.encode(), rows, columns, len(data), at))
            at += len(data)
        for *_, data in sections:
            out.write(b'\0' * (-out.tell() % 64) + data)
        return out.tell()
