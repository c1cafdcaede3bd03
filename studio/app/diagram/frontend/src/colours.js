/** Colours are CSS variables, so that another theme or heat needs no new drawing. */
export const COLOURS = {
  defaultFillColor: 'var(--studio-fill)',
  defaultStrokeColor: 'var(--studio-stroke)',
  defaultLabelColor: 'var(--studio-label)',
};

const ATTRIBUTES = ['bioc:fill', 'bioc:stroke', 'color:background-color', 'color:border-color', 'color:color'];
const COLOUR = /^(#[0-9a-f]{3,8}|[a-z]+|(rgb|hsl)a?\([\d\s.,%/]+\))$/i;

/** A file may give its elements colours of their own; what is none, such as a link to a picture, would be fetched. */
export function dropFalseColours(definitions) {
  for (const diagram of definitions?.diagrams ?? []) {
    for (const drawn of diagram.plane?.planeElement ?? []) {
      for (const part of [drawn, drawn.label].filter(Boolean)) {
        for (const name of ATTRIBUTES) if (!COLOUR.test(part.get(name) ?? 'none')) part.set(name, undefined);
      }
    }
  }
}
