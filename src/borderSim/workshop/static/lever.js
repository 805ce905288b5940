// A lever: native range, its number and level in words at once, without waiting for the server.
const EVERY = 120; // ms between two messages while the lever moves
const THUMB = 22; // px, as in board.css: ticks stand under the middle of the thumb
const MOVES = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"];
const FIRST = { baseline: 0, history: 1, level: 2 }; // which words stay where two would overlap

export default {
  template: `
    <div class="lever" :class="{ moved: isMoved }">
      <div class="lever-head">
        <label :for="name">{{ label }}</label><output :for="name">{{ text }}</output><slot name="tools"></slot>
      </div>
      <input ref="range" type="range" :id="name" :min="lower" :max="upper" :step="step" :value="position"
        :aria-valuetext="spoken" :aria-describedby="name + '-level'" :style="{ '--part': part(position) }"
        @input="moved" @change="let_go" @keydown="key_down" @keyup="key_up" @blur="key_up" />
      <div class="ticks" aria-hidden="true" ref="ticks">
        <span v-for="mark in marks" class="tick" :class="mark.kind" :style="{ left: place(mark.value) }" :title="mark.words"></span>
        <span v-for="mark in named" class="tick-words" :class="mark.kind" :data-first="first(mark)" :style="{ left: place(mark.value) }">{{ mark.words }}</span>
      </div>
      <p class="lever-level" :id="name + '-level'">{{ level }}</p>
      <slot></slot>
    </div>`,
  props: {
    name: String, label: String, lower: Number, upper: Number, step: Number, value: Number, turn: Number, shown: String,
    texts: Array, levels: Array, marks: Array, baseline: String, against: String, percent: String, isMoved: Boolean,
  },
  data() { return { position: this.value, own: false, held: false, timer: null, sent: 0, waiting: false, late: false }; },
  computed: {
    text() { return this.own ? this.texts[Math.round((this.position - this.lower) / this.step)] : this.shown; },
    spoken() { return this.said(this.against.replace("%v", this.text).replace("%b", this.baseline)); },
    named() { return this.marks.filter((mark) => mark.kind !== "level" && mark.words); },
    level() {
      const near = (level) => Math.abs(level.value - this.position);
      return this.levels.reduce((best, level) => (best && near(best) <= near(level) ? best : level), null)?.words ?? "";
    },
  },
  watch: { turn() { if (this.held || this.waiting) this.late = true; else this.reset(); } }, // not under somebody's finger
  mounted() {
    this.observer = new ResizeObserver(() => this.spread());
    this.observer.observe(this.$refs.ticks);
  },
  unmounted() { this.observer?.disconnect(); clearTimeout(this.timer); },
  methods: {
    part(value) { return (value - this.lower) / (this.upper - this.lower); },
    place(value) { return `calc(${THUMB / 2}px + (100% - ${THUMB}px) * ${this.part(value)})`; },
    said(text) { return text.replace(/[\s\u00a0]*%/g, ` ${this.percent}`); },
    first(mark) { return FIRST[mark.kind]; },
    reset() { this.late = false; this.position = this.value; this.own = false; this.$refs.range.value = this.value; },
    put(value) { this.position = value; this.own = true; },
    moved(event) {
      this.put(Number(event.target.value));
      this.waiting = true;
      if (!this.timer) this.timer = setTimeout(this.send, Math.max(0, this.sent + EVERY - Date.now()));
    },
    send() { this.timer = null; this.sent = Date.now(); this.$emit("move", this.position); },
    let_go() { if (!this.held) this.release(); },
    release() {
      if (!this.waiting) return;
      clearTimeout(this.timer);
      this.timer = null;
      this.waiting = false;
      this.$emit("release", this.position);
    },
    key_down(event) {
      if (!MOVES.includes(event.key)) return;
      this.held = true; // a key that is held down moves the lever, its release lets go
      const leap = { PageUp: 10, PageDown: -10 }[event.key];
      if (!leap) return;
      event.preventDefault();
      this.$refs.range.value = this.position + leap * this.step;
      this.moved({ target: this.$refs.range });
    },
    key_up() {
      this.held = false;
      if (this.waiting) this.release();
      else if (this.late) this.reset();
    },
    spread() {
      const words = [...this.$refs.ticks.querySelectorAll(".tick-words")].sort((a, b) => a.dataset.first - b.dataset.first);
      const width = this.$refs.ticks.clientWidth;
      const kept = [];
      for (const item of words) {
        item.style.visibility = "hidden";
        item.style.marginLeft = "0px";
        const box = item.getBoundingClientRect();
        const home = this.$refs.ticks.getBoundingClientRect().left;
        const shift = Math.max(0, home - box.left) - Math.max(0, box.right - home - width);
        const [left, right] = [box.left + shift, box.right + shift];
        if (kept.some(([a, b]) => left < b + 6 && right > a - 6)) continue;
        kept.push([left, right]);
        item.style.marginLeft = `${shift}px`;
        item.style.visibility = "visible";
      }
    },
  },
};
