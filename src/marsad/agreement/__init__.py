"""How far two people agree who annotated the same reports: by the measure of ``evaluate``, and by Krippendorff's alpha.

``alignment`` finds which claim of one is which of the other, ``alpha`` is the coefficient, ``compare`` puts it together.
"""

from __future__ import annotations

from marsad.agreement.alpha import alpha as alpha
from marsad.agreement.compare import Agreement as Agreement
from marsad.agreement.compare import Total as Total
from marsad.agreement.compare import compare as compare
from marsad.agreement.compare import measured as measured
from marsad.agreement.compare import pairs as pairs
from marsad.agreement.compare import total as total

__all__ = ["Agreement", "Total", "alpha", "compare", "measured", "pairs", "total"]
