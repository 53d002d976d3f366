// The page of a frozen mapping. Everything it says came with the page and can be read without this: it adds the picture, makes the
// table sortable and searchable, and opens offers on their own.

import { effect, signal } from "@preact/signals";
import { render } from "preact";

import { readData } from "../boot.ts";
import { t } from "../words.ts";
import { CopyButton } from "./CopyButton.tsx";
import { enlivenDownloads } from "./downloads.ts";
import { Filters } from "./Filters.tsx";
import type { Mapping } from "./mapping.ts";
import { OfferDialog } from "./OfferDialog.tsx";
import { Legend, Picture } from "./Picture.tsx";
import { enliven } from "./table.ts";
import { read, write } from "./wanted.ts";

const data = readData<{ mapping: Mapping; digest: string }>();
const mapping = data?.mapping;
const picture = document.getElementById("picture");
const table = document.querySelector<HTMLTableElement>("#offers");
const filters = document.getElementById("filters");
const downloads = document.getElementById("downloads");
const copy = document.getElementById("seal-copy");

if (downloads) enlivenDownloads(downloads);

if (mapping && picture) {
  const legend = document.createElement("div");
  picture.replaceChildren();
  picture.after(legend);
  render(<Picture mapping={mapping} onOpen={goTo} />, picture);
  render(<Legend mapping={mapping} />, legend);
}

if (mapping && table && filters && mapping.offers.length) {
  const asked = read(location.search);
  const wanted = signal(asked.wanted);
  const sorting = signal(asked.sorting);
  const shown = signal(mapping.offers.length);
  const columns = [...table.tHead!.rows[0]!.cells].map((head) => [head.dataset.key!, head.textContent] as const);
  enliven(table, mapping, wanted, sorting, shown);
  render(<Filters mapping={mapping} wanted={wanted} sorting={sorting} shown={shown} columns={columns} />, filters);
  effect(() => {
    const search = write(wanted.value, sorting.value);
    if (search !== location.search) history.replaceState(history.state, "", `${location.pathname}${search}${location.hash}`);
  });
}

const place = document.createElement("div");
document.body.append(place);
window.addEventListener("hashchange", show);
window.addEventListener("popstate", show);
document.addEventListener("click", (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#offer-"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  goTo(link.hash.slice(1));
});
show();

/** Opens an offer where the reader stands; anything else is gone to. */
function goTo(hash: string): void {
  if (!hash.startsWith("offer-")) {
    location.hash = hash;
    return;
  }
  history.pushState(history.state, "", `#${hash}`);
  show();
}

function show(): void {
  const offer = mapping?.offers.find(({ offer_id }) => location.hash === `#offer-${offer_id}`);
  render(mapping && offer ? <OfferDialog key={offer.offer_id} mapping={mapping} offer={offer} onClose={close} /> : null, place);
}

function close(): void {
  history.replaceState(history.state, "", `${location.pathname}${location.search}`);
  show();
}

if (data && copy) render(<CopyButton label={t("Kopiér")} text={() => data.digest} />, copy);
