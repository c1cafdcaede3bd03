/** Lines of text beside the pointer; they are users' words and enter the page as text only. */
export class Tooltip {
  #root;
  #element = document.createElement('div');

  constructor(root) {
    this.#root = root;
    this.#element.className = 'studio-tooltip';
    this.#element.setAttribute('role', 'tooltip');
    this.#element.hidden = true;
    root.append(this.#element);
    root.addEventListener('pointermove', (event) => this.#move(event));
    root.addEventListener('pointerleave', () => this.hide());
  }

  show(lines, event) {
    this.#element.replaceChildren(
      ...lines.map((line) => {
        const paragraph = document.createElement('p');
        paragraph.textContent = line;
        return paragraph;
      }),
    );
    this.#element.hidden = !lines.length;
    if (event) this.#move(event);
  }

  hide() {
    this.#element.hidden = true;
  }

  #move({ clientX, clientY }) {
    if (this.#element.hidden) return;
    const { left, top, width, height } = this.#root.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.#element;
    const x = clientX - left + 14;
    const y = clientY - top + 18;
    this.#element.style.left = `${Math.max(4, Math.min(x, width - offsetWidth - 4))}px`;
    this.#element.style.top = `${y + offsetHeight + 4 > height ? Math.max(4, y - offsetHeight - 30) : y}px`;
  }
}
