"""The mapping for programs: canonical JSON with its digest. `schema.py` publishes its shape and how to check it."""

import json
from collections.abc import Sequence

from exports.report import Mapping, Person, canonical, seal
from exports.words import Lang


def render(mapping: Mapping, lang: Lang = "da", people: Sequence[Person] = ()) -> bytes:
    """{"digest": …, "mapping": …, "names": […]}, where the bytes of `mapping` are the very ones that were hashed.

    The same in every language.
    """
    names = [{"area_id": person.area_id, "name": person.name} for person in sorted(people) if person.name]
    told = json.dumps(names, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    content = canonical(mapping)
    return b'{"digest":"%s","mapping":%s,"names":%s}\n' % (seal(content).encode(), content, told)
