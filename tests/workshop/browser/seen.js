// What a machine can see on a page. Each function gives faults as sentences, none where all is well.
const CONTROLS = "a[href], button, input:not([type=hidden]), select, summary, textarea";
const NAMED = ["aria-label", "title", "alt", "placeholder", "aria-valuetext", "label"];

const visible = (item) => item.checkVisibility({ visibilityProperty: true }) && !item.closest(".unseen, .skip");
const words = (item) => item.getAttribute("aria-label") ?? (item.textContent.trim().slice(0, 30) || item.id);
const name = (item) => `${item.tagName.toLowerCase()} "${words(item)}"`;
const controls = (of) => [...document.querySelectorAll(of)].filter((item) => visible(item) && !item.disabled);
const target = (item) => (item.matches("[type=checkbox], [type=radio]") ? item.closest("label") ?? item : item);

// Scrolls by itself, so that it may be wider than the screen.
function scrolls(item) {
  for (let up = item.parentElement; up; up = up.parentElement)
    if (getComputedStyle(up).overflowX !== "visible") return true;
  return false;
}

function beyondTheEdge() {
  const root = document.documentElement, width = root.clientWidth;
  const found = root.scrollWidth > width + 1 ? [`the page is ${root.scrollWidth} wide, the screen ${width}`] : [];
  for (const item of document.body.querySelectorAll("*")) {
    const box = item.getBoundingClientRect();
    if (!box.width || !visible(item) || item.closest("svg") || scrolls(item)) continue;
    if (box.right > width + 1 || box.left < -1)
      found.push(`${name(item)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)} of ${width}`);
  }
  return found;
}

function within(box, frame) {
  return box.left >= frame.left - 1 && box.right <= frame.right + 1 && box.top >= frame.top - 2 && box.bottom <= frame.bottom + 2;
}

function onOneAnother(a, b) {
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return wide > 2 && high > 0.4 * Math.min(a.height, b.height);
}

function wordsOfDrawings() {
  const found = [];
  for (const svg of document.querySelectorAll("svg")) {
    if (!visible(svg)) continue;
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim() && visible(text));
    const boxes = texts.map((text) => text.getBoundingClientRect());
    texts.forEach((text, i) => {
      if (!within(boxes[i], frame)) found.push(`"${text.textContent}" is cut off in its picture`);
      texts.slice(0, i).forEach((other, j) => {
        if (onOneAnother(boxes[i], boxes[j])) found.push(`"${text.textContent}" lies on "${other.textContent}"`);
      });
    });
  }
  return found;
}

window.seen = {
  // Sideways scroll, parts beyond the screen's edge, words of a drawing that are cut off or lie on one another.
  layout: () => [...beyondTheEdge(), ...wordsOfDrawings()],

  // Milliseconds for which `layout` has found nothing, from one time of asking to the next.
  clear() {
    const now = performance.now();
    this.since = this.layout().length ? undefined : this.since ?? now;
    return this.since === undefined ? 0 : now - this.since;
  },

  // Controls smaller than so many pixels; links inside a sentence may be (WCAG 2.2, 2.5.8).
  small(least, of = CONTROLS) {
    return controls(of).flatMap((item) => {
      const sentence = item.tagName === "A" ? item.closest("p, li, dd")?.textContent.trim() : undefined;
      if (sentence !== undefined && sentence !== item.textContent.trim()) return [];
      const box = target(item).getBoundingClientRect();
      const fits = box.width >= least - 0.5 && box.height >= least - 0.5;
      return fits ? [] : [`${name(item)} is ${Math.round(box.width)} x ${Math.round(box.height)}`];
    });
  },

  // Controls that cannot be brought on the screen and clicked.
  unreachable() {
    const found = controls(CONTROLS).flatMap((item) => {
      const part = target(item);
      part.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      const box = part.getClientRects()[0];
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const there = document.elementFromPoint(x, y);
      if (there && (part.contains(there) || there.contains(part))) return [];
      return [`${name(item)} at ${Math.round(x)}, ${Math.round(y)} lies under ${there ? name(there) : "nothing"}`];
    });
    scrollTo(0, 0);
    return found;
  },

  // All that the page says, to the eye and to the ear, but for parts that say that they are in another language.
  said() {
    const root = document.body.cloneNode(true), page = document.documentElement.lang.slice(0, 2);
    for (const item of root.querySelectorAll("script, style, code, pre")) item.remove();
    for (const item of root.querySelectorAll("[lang]")) if (item.lang.slice(0, 2) !== page) item.remove();
    const found = [document.title];
    for (const item of [root, ...root.querySelectorAll("*")]) {
      found.push(...NAMED.filter((key) => item.hasAttribute(key)).map((key) => item.getAttribute(key)));
      for (const node of item.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent);
    }
    return found.join("\n");
  },
};
