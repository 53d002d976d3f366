// When something takes longer: what it moves and by how much, and one press that takes the time back from what is to come.

import { useState } from "preact/hooks";

import { changeSetup } from "../commands.ts";
import { session } from "../state.ts";
import { t } from "../words.ts";
import { gained } from "./agenda.ts";
import { type Day, movedSentence } from "./day.ts";
import { actWithWayBack, isFrozen } from "./desk.ts";
import { Select } from "./Field.tsx";

const EVENLY = "";

export function Late({ day }: { day: Day }) {
  const [from, setFrom] = useState(EVENLY);
  const sentence = isFrozen.value ? null : movedSentence(day);
  return (
    <div class={sentence ? "late late--told" : "late"}>
      <p class="small" role="status">
        {sentence}
      </p>
      {sentence && !isFrozen.value && day.late > 0 ? <Gain day={day} from={from} onChoose={setFrom} /> : null}
    </div>
  );
}

function Gain({ day, from, onChoose }: { day: Day; from: string; onChoose: (from: string) => void }) {
  const { agenda } = session.value!;
  const coming = agenda.slice(agenda.indexOf(day.now) + 1);
  const able = coming.filter((one) => gained(agenda, day.now.stage_id, 1, one.stage_id).minutes);
  if (able.length === 0) return null;
  const named = able.some((one) => one.stage_id === from) ? from : EVENLY;
  const gain = gained(agenda, day.now.stage_id, day.late, named === EVENLY ? null : named);
  const take = () => {
    const given = gain.from.map(({ stage, minutes }) => t("“{title}” {minutes} min kortere", { title: stage.title, minutes })).join(", ");
    void actWithWayBack("rail", changeSetup({ agenda: gain.agenda }, { agenda }), given);
  };
  return (
    <>
      <Select label={t("Hent tiden fra")} value={named} options={[[EVENLY, t("alle, ligeligt")], ...able.map((one) => [one.stage_id, one.title] as const)]} onChoose={onChoose} />
      <button type="button" class="button" aria-disabled={gain.minutes === 0} onClick={() => gain.minutes && take()}>
        {t("Hent {n} min ind", { n: gain.minutes })}
      </button>
    </>
  );
}
