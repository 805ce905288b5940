// Tells how wide it is, and whether the projector's larger text is on: at first and when that changes.
const FINE = 10;

export default {
  template: `<div class="width"></div>`,
  methods: {
    tell() {
      const now = [Math.floor(this.$el.clientWidth / FINE) * FINE, document.documentElement.classList.contains("projector")];
      if (String(now) === this.told) return;
      this.told = String(now);
      this.$emit("width", now);
    },
  },
  mounted() {
    this.watcher = new ResizeObserver(() => { clearTimeout(this.later); this.later = setTimeout(() => this.tell(), 150); });
    this.watcher.observe(this.$el);
    window.addEventListener("resize", this.tell);
    this.tell();
  },
  unmounted() { this.watcher.disconnect(); window.removeEventListener("resize", this.tell); clearTimeout(this.later); },
};
