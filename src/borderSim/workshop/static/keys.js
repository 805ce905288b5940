// Keys of the Board. They rest while somebody types or a dialog is open, and can be turned off (WCAG 2.1.4).
const KEPT = { projector: "borderSim-projector", off: "borderSim-keys-off" };
const types = (target) =>
  target.matches?.("input:not([type=range]):not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");

export default {
  template: `<span hidden></span>`,
  props: { keys: Array },
  data() { return { off: sessionStorage.getItem(KEPT.off) === "1" }; },
  mounted() {
    this.hear = (event) => this.pressed(event);
    document.addEventListener("keydown", this.hear);
    document.documentElement.classList.toggle("projector", sessionStorage.getItem(KEPT.projector) === "1");
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.narrow = matchMedia("(max-width: 600px)");
    for (const media of [this.still, this.narrow]) media.addEventListener("change", this.tell);
    this.tell();
  },
  unmounted() {
    document.removeEventListener("keydown", this.hear);
    for (const media of [this.still, this.narrow]) media.removeEventListener("change", this.tell);
  },
  methods: {
    tell() { this.$emit("ready", { still: this.still.matches, narrow: this.narrow.matches, off: this.off }); },
    pressed(event) {
      if (types(event.target) || document.querySelector("dialog[open]") || event.altKey) return;
      const key = event.key.toLowerCase();
      if (event.ctrlKey || event.metaKey) {
        const name = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" ? "redo" : "";
        if (!name) return;
        event.preventDefault();
        this.$emit("key", name);
      } else if (!this.off && this.keys.includes(key) && !event.repeat) {
        this.$emit("key", key);
      }
    },
    turn(off) { this.off = off; sessionStorage.setItem(KEPT.off, off ? "1" : "0"); },
    projector() {
      const on = document.documentElement.classList.toggle("projector");
      sessionStorage.setItem(KEPT.projector, on ? "1" : "0");
      window.dispatchEvent(new Event("resize"));
    },
  },
};
