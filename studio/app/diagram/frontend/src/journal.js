const SLOT = 'studio.draft';

/**
 * What this window drew of a draft and the studio has not yet told to have kept. It outlives a reload, a
 * crash of the page and a studio that was stopped, so that the next drawing of the draft goes on with it.
 */
export class Journal {
  #draft;
  #version;
  #sent = [];
  #window = Math.random().toString(36).slice(2);
  #count = 0;

  constructor({ draft, version }) {
    this.#draft = draft;
    this.#version = version;
  }

  /** Notes a changed diagram before it is sent; the result names it. */
  note(xml) {
    this.#count += 1;
    const number = `${this.#window}-${this.#count}`;
    this.#sent.push({ number, print: fingerprint(xml) });
    store({ draft: this.#draft, version: this.#version, prints: this.#sent.map(({ print }) => print), xml });
    return number;
  }

  /** Takes over what the studio has kept; the result is whether that is all there was. */
  told({ draft, version, kept }) {
    const place = this.#sent.findIndex(({ number }) => number === kept);
    if (place >= 0) {
      this.#sent.splice(0, place + 1);
      if (!this.#sent.length) store(null);
    }
    if (place >= 0 || !this.#sent.length) [this.#draft, this.#version] = [draft, version];
    return !this.#sent.length;
  }

  /**
   * What is newer here than the draft as the studio has it: its XML, and the version that it goes on from,
   * which is not the studio's where somebody else went on with the draft meanwhile.
   */
  static left({ draft, version, xml }) {
    const left = stored();
    if (!left || left.draft !== draft || left.xml === xml) return null;
    const ours = left.version === version || left.prints.includes(fingerprint(xml));
    return { xml: left.xml, version: ours ? version : left.version };
  }
}

function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(SLOT));
  } catch {
    return null;
  }
}

function store(left) {
  try {
    if (left) sessionStorage.setItem(SLOT, JSON.stringify(left));
    else sessionStorage.removeItem(SLOT);
  } catch {
    // A diagram larger than what the browser keeps for a page is with the studio alone.
  }
}

/** 53 bits of a text (cyrb53, public domain). */
function fingerprint(text) {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
