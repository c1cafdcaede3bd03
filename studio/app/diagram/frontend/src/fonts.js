/** Latin letters as on the rest of the page, Chinese ones from the font that comes with the studio. */
export const FONT_FAMILY = '"Source Sans", "Noto Sans SC Variable", sans-serif';

const PATIENCE = 3000;

/** Labels are measured while they are drawn, so the glyphs they need are fetched before. */
export async function loadGlyphs(xml, element) {
  const plain = xml.replace(/&#(x?)([0-9a-f]{1,6});/gi, (whole, hexadecimal, digits) => {
    const point = parseInt(digits, hexadecimal ? 16 : 10);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
  const letters = [...new Set(plain)].join('');
  const end = performance.now() + PATIENCE;
  while (!getComputedStyle(element).getPropertyValue('--studio-font') && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 10)); // the style sheet with the fonts is on its way
  }
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  await Promise.race([document.fonts.load(`12px ${FONT_FAMILY}`, letters).catch(() => []), late]);
}
