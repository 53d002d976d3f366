"""What the wall shows in reflection: chosen by the facilitator, told to everybody, taken back by name."""

import pytest

from board.commands import SetOverview, Undo
from board.people import Audience
from board.refusals import Refused
from board.sight import see
from board.state import Overview
from tests.world import ADA, BEN, Workshop, new_id


def test_what_is_left_out_stays_and_the_wall_is_told() -> None:
    workshop = Workshop("reflection")
    workshop.does(ADA, SetOverview(id=new_id(), target_groups=("angst", "skilsmisse, skilt")))
    workshop.does(ADA, SetOverview(id=new_id(), shown="groups"))
    chosen = Overview(shown="groups", target_groups=("angst", "skilsmisse, skilt"))
    assert workshop.board.overview == chosen
    told = see(workshop.board, Audience("projector"))["overview"]
    assert told.model_dump(exclude={"kind", "key"}) == chosen.model_dump()
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    assert workshop.board.overview.shown == "stairs"


def test_only_the_facilitator_chooses_and_no_cpr_number() -> None:
    workshop = Workshop("reflection")
    with pytest.raises(Refused, match="not_allowed"):
        workshop.does(BEN, SetOverview(id=new_id(), shown="spread"))
    with pytest.raises(Refused, match="cpr"):
        workshop.does(ADA, SetOverview(id=new_id(), target_groups=("010114-1234",)))
