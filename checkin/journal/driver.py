"""The newest SQLite that this Python has: pysqlite3's, or the standard library's."""

from __future__ import annotations

import sqlite3 as standard
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        from pysqlite3 import dbapi2 as newest
    except ImportError:
        newest = standard
    sqlite3 = newest if newest.sqlite_version_info > standard.sqlite_version_info else standard

__all__ = ["sqlite3"]
