// Looks in the snapshot, without network: the words of the real search (stems, concepts, abbreviations), a simpler ranking.

const STARTS_NOTHING = new Set(["saint", "sainte", "le", "la", "les", "mont", "pont", "bas", "haut", "chambon"]);
// Letters that an ending may add to a stem: « handicapés » has the stem « handicap ».
const LONGEST_ENDING = 6;
const TITLE = 3, CONCEPT = 4, WORD = 1.5, HERE = 4;
const KM_A_POINT = 12;

/** Lower case, no accents, words apart. */
export function fold(text) {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

function bears(word, stem) {
  return word === stem || (stem.length > 2 && word.startsWith(stem) && word.length - stem.length <= LONGEST_ENDING);
}

/** Prepare a snapshot once: what is compared is folded, the communes have their words. */
export function prepare(data) {
  const communes = data.communes.map(([name, lat, lon]) => ({ name, lat, lon, words: fold(name).split(" ") }));
  return {
    ...data,
    stop: new Set(data.stop),
    concepts: data.concepts.map(([stems, token]) => [stems.split(" "), token]),
    communes,
    places: new Map(communes.map((commune) => [commune.name, commune])),
    records: data.records.map((record) => ({ ...record, stems: record.w.split(" "), set: new Set(record.w.split(" ")), folded: fold(record.title).split(" ") })),
  };
}

/** The commune that the words name, and the words left; the longest name wins, then the most inhabited. */
function placeIn(words, communes) {
  let best = null;
  for (const commune of communes) {
    for (let at = 0; at < words.length; at++) {
      let count = 0;
      while (count < commune.words.length && words[at + count] === commune.words[count]) count++;
      const whole = count === commune.words.length;
      if (!count || (!whole && commune.words.slice(0, count).every((word) => word.length < 4 || STARTS_NOTHING.has(word)))) continue;
      if (!best || count > best.count || (count === best.count && whole && !best.whole)) best = { commune, at, count, whole };
    }
  }
  if (!best) return { commune: null, left: words };
  return { commune: best.commune, left: words.filter((_, at) => at < best.at || at >= best.at + best.count) };
}

function conceptsIn(words, concepts) {
  const found = new Set();
  const said = words.filter((word) => !["de", "du", "des", "la", "le", "les", "l", "d", "a", "au", "aux", "et", "en", "un", "une", "pour", "sur"].includes(word));
  for (const [stems, token] of concepts) {
    for (let at = 0; at + stems.length <= said.length; at++) {
      if (stems.every((stem, next) => bears(said[at + next], stem))) found.add(token);
    }
  }
  return found;
}

function kilometres(one, other) {
  const rad = Math.PI / 180;
  const x = (one.lon - other.lon) * rad * Math.cos(((one.lat + other.lat) / 2) * rad);
  return 6371 * Math.hypot(x, (one.lat - other.lat) * rad);
}

/** [{record, km}], best first; `km` from the commune named, or null. */
export function search(data, text, limit = 12) {
  const words = fold(text).split(" ").filter(Boolean).flatMap((word) => (data.abbreviations[word] ? fold(data.abbreviations[word]).split(" ") : word));
  const { commune, left } = placeIn(words, data.communes);
  const concepts = conceptsIn(left, data.concepts);
  const asked = left.filter((word) => word.length > 1 && !data.stop.has(word));
  const found = [];
  for (const record of data.records) {
    let score = 0;
    for (const token of concepts) if (record.set.has(token)) score += CONCEPT;
    for (const word of asked) {
      if (record.folded.includes(word)) score += TITLE;
      else if (record.stems.some((stem) => bears(word, stem) || (word.length > 3 && stem.startsWith(word)))) score += WORD;
    }
    if ((asked.length || concepts.size) && !score) continue;
    const place = data.places.get(record.commune);
    const km = commune && place ? kilometres(commune, place) : null;
    if (commune && km === 0) score += HERE;
    else if (km !== null) score -= Math.min(km / KM_A_POINT, HERE);
    if (score || (km === 0 && !asked.length)) found.push({ record, km, score });
  }
  found.sort((one, other) => other.score - one.score || (one.km ?? 0) - (other.km ?? 0) || one.record.id.localeCompare(other.record.id));
  return found.slice(0, limit);
}
