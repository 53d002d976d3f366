// The page of a frozen mapping. Everything it says came with the page and can be read without this: it adds the picture, and makes
// the table sortable and searchable.

import { signal } from "@preact/signals";
import { render } from "preact";

import { readData } from "../boot.ts";
import { enlivenDownloads } from "./downloads.ts";
import { ALL, Filters, type Wanted } from "./Filters.tsx";
import type { Mapping } from "./mapping.ts";
import { Legend, Picture } from "./Picture.tsx";
import { enliven } from "./table.ts";

const mapping = readData<{ mapping: Mapping }>()?.mapping;
const picture = document.getElementById("picture");
const table = document.querySelector<HTMLTableElement>("#offers");
const filters = document.getElementById("filters");
const downloads = document.getElementById("downloads");

if (downloads) enlivenDownloads(downloads);

if (mapping && picture) {
  const legend = document.createElement("div");
  picture.replaceChildren();
  picture.after(legend);
  // On a narrow screen the picture is moved sideways, with keys as well.
  picture.tabIndex = 0;
  render(<Picture mapping={mapping} />, picture);
  render(<Legend mapping={mapping} />, legend);
}

if (mapping && table && filters && mapping.offers.length) {
  const wanted = signal<Wanted>(ALL);
  const shown = signal(mapping.offers.length);
  enliven(table, mapping, wanted, shown);
  render(<Filters mapping={mapping} wanted={wanted} shown={shown} />, filters);
}
