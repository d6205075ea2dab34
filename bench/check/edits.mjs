/**
 * Keystrokes of someone who works on a spec, each at another place: a digit more in a number, a letter more or less in a
 * word, a comma, a brace or a quotation mark that is not closed yet, a line that is begun, a key that is half written.
 */
const KEYSTROKES = [
  { name: 'a digit more', at: /\d(?=[,}\n])/g, edit: (text, place) => insert(text, place + 1, '6') },
  { name: 'a letter less', at: /tanh|dense|repeat|units/g, edit: (text, place) => remove(text, place + 3) },
  {
    name: 'a letter more',
    at: /tanh|dense|loss|probe/g,
    edit: (text, place) => insert(text, place + 2, 'x'),
  },
  { name: 'a brace less', at: /}\n/g, edit: (text, place) => remove(text, place) },
  { name: 'a key begun', at: /, /g, edit: (text, place) => insert(text, place, ', b') },
  { name: 'a layer begun', at: /\n {2}- /g, edit: (text, place) => insert(text, place, '\n  - ') },
  { name: 'a quote opened', at: /: /g, edit: (text, place) => insert(text, place + 2, '"') },
  { name: 'a key behind', at: /}\n/g, edit: (text, place) => insert(text, place, ', bias: false') },
  { name: 'a dash less', at: /- (?=\S)/g, edit: (text, place) => remove(text, place) },
  { name: 'a blank less', at: / {2}- (?=\S)/g, edit: (text, place) => remove(text, place) },
  { name: 'a blank more', at: / {2}- (?=\S)/g, edit: (text, place) => insert(text, place, ' ') },
  { name: 'a brace more', at: /}\n/g, edit: (text, place) => insert(text, place, '}') },
  { name: 'a brace too early', at: /, /g, edit: (text, place) => insert(text, place, '}') },
];

const insert = (text, place, more) => text.slice(0, place) + more + text.slice(place);
const remove = (text, place) => text.slice(0, place) + text.slice(place + 1);

export const KEYSTROKE_NAMES = KEYSTROKES.map(({ name }) => name);

/** Texts with one keystroke each, at places that are spread over the whole. */
export function editsOf(text, count) {
  const places = KEYSTROKES.map(({ at }) => [...text.matchAll(at)].map(({ index }) => index));
  return Array.from({ length: count }, (_, i) => {
    const kind = i % KEYSTROKES.length;
    const of = places[kind];
    // The golden ratio spreads any number of places evenly.
    const place = of[Math.floor(of.length * ((i * 0.618033988749895) % 1))];
    return KEYSTROKES[kind].edit(text, place);
  });
}
