// Whether another card at the table seems to be about the same offer. A hint to the writer, nothing more: two cards may well
// have one name, and nobody is stopped.

// The share of letter pairs in common: "Skilsmissegruppe 8-10 år" and "Skilsmissegrupper" are above, "Familiehus" and
// "Familieliv" below.
const ALIKE = 0.72;

interface Named {
  readonly card_id: string;
  readonly name: string;
}

/** The card most alike by name, or none that is alike enough. */
export function similarTo<C extends Named>(name: string, card_id: string, others: readonly C[]): C | undefined {
  const pairs = pairsOf(name);
  if (pairs.size < 3) return undefined;
  let best: C | undefined;
  let most = ALIKE;
  for (const other of others) {
    const likeness = other.card_id === card_id ? 0 : share(pairs, pairsOf(other.name));
    if (likeness >= most) {
      best = other;
      most = likeness;
    }
  }
  return best;
}

function pairsOf(name: string): Set<string> {
  // Ages and numbers are what differs between groups that are otherwise the same offer.
  const letters = name
    .toLocaleLowerCase("da")
    .replace(/\P{L}+/gu, " ")
    .replace(/\bår\b/g, "")
    .trim();
  return new Set([...letters].slice(1).map((letter, i) => [...letters][i] + letter));
}

function share(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((pair) => b.has(pair)).length;
  return (2 * common) / (a.size + b.size || 1);
}
