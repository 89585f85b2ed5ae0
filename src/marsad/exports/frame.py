"""Claims as a pandas DataFrame: the columns of every table, one row a claim."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from marsad.errors import MissingExtra
from marsad.exports.parquet import EXTRA, table
from marsad.exports.rows import Row

if TYPE_CHECKING:
    import pandas


def frame(values: Iterable[Row]) -> pandas.DataFrame:
    """Rows as a DataFrame; whole numbers stay whole (``Int64``) where some are missing. Raises MissingExtra."""
    try:
        import pandas as pd
    except ImportError:
        raise MissingExtra("a DataFrame", "pandas", EXTRA) from None
    whole = table(values)
    import pyarrow as pa

    return whole.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
