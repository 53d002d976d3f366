"""A comparison for programs: which offers are new, gone and the same, by their ids, and what differs."""

import json

from exports.compared import Told
from exports.comparing import Axis, Kept
from exports.report import Mapping


def render(told: Told) -> bytes:
    """The same in every language."""
    found = told.found
    content = {
        "format": "tilbudstrappen.comparison",
        "format_version": 1,
        "before": _about(found.before, told.digests[0]),
        "after": _about(found.after, told.digests[1]),
        "steps": _axis(found.steps),
        "columns": _axis(found.columns),
        "areas": _axis(found.areas),
        "new": [offer.model_dump(mode="json") for offer in found.new],
        "gone": [offer.model_dump(mode="json") for offer in found.gone],
        "kept": [_kept(kept) for kept in found.kept],
    }
    return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _about(mapping: Mapping, sha256: str) -> dict[str, object]:
    session = mapping.session
    return {
        "title": session.title,
        "municipality": session.municipality,
        "date": session.date,
        "version": mapping.version,
        "frozen_at": mapping.frozen_at,
        "digest": sha256,
    }


def _axis(axis: Axis) -> dict[str, object]:
    """By their ids in both mappings."""
    return {"same": axis.pairs, "renamed": axis.renamed, "new": axis.new, "gone": axis.gone}


def _kept(kept: Kept) -> dict[str, object]:
    before, after = kept.before, kept.after
    placed = ("step_id", "column_id", "other_step_ids", "area_id")
    return {
        "before": before.offer_id,
        "after": after.offer_id,
        "step": kept.step,
        "column": kept.column,
        "further_steps": kept.spans,
        "area": kept.area,
        "was": {field: getattr(before, field) for field in placed},
        "now": {field: getattr(after, field) for field in placed},
        "fields": [field.model_dump() for field in kept.fields],
    }
