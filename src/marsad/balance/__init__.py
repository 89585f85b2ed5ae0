"""The balance of forces that claims describe: who stands with whom, against whom, and who backs both sides.

Pure functions over claims, of one reading or of many. Nothing here opens a report, knows of a store or foretells.
"""

from __future__ import annotations

from marsad.balance.facts import Actor as Actor
from marsad.balance.facts import Facts as Facts
from marsad.balance.facts import Told as Told
from marsad.balance.facts import gather as gather
from marsad.balance.ties import Tie as Tie
from marsad.balance.ties import ties as ties
from marsad.balance.weights import Weights as Weights
from marsad.balance.weights import weights as weights

__all__ = ["Actor", "Facts", "Tie", "Told", "Weights", "gather", "ties", "weights"]
