// The map: the drawing stays, only the class of a municipality whose letter changed is written. A place is named
// where the mouse is, or where the list of places stands: the way of the keyboard.
export default {
  template: `
    <figure class="map">
      <figcaption class="map-title">{{ picture.title }}</figcaption>
      <div class="map-body">
        <div ref="drawing" class="map-whole" role="img" :aria-label="picture.alt" v-html="whole" @mousemove="point" @mouseleave="leave"></div>
        <div class="map-beside">
          <p>{{ words.inset }}</p>
          <div class="map-inset" v-html="inset" aria-hidden="true"></div>
          <ul class="map-legend">
            <li v-for="key in picture.legend" :key="key.letter">
              <svg width="22" height="14" aria-hidden="true"><rect :class="key.letter" width="22" height="14" /></svg>{{ key.words }}
            </li>
          </ul>
        </div>
      </div>
      <label class="map-find">{{ words.find }}
        <select v-model="chosen" @change="choose">
          <option :value="-1">{{ words.choose }}</option>
          <template v-if="picture.kind === 'municipality'">
            <optgroup v-for="group in groups" :key="group.name" :label="group.name">
              <option v-for="i in group.members" :key="i" :value="i">{{ places.municipality[i] }}</option>
            </optgroup>
          </template>
          <template v-else><option v-for="group in groups" :key="group.name" :value="group.members[0]">{{ group.name }}</option></template>
        </select>
      </label>
      <p class="map-place" aria-live="polite">{{ words_of(chosen) }}</p>
      <p class="map-note">{{ picture.note }} {{ words.boundaries }}</p>
      <div class="map-box" v-show="under >= 0" :style="box" aria-hidden="true">{{ words_of(under) }}</div>
    </figure>`,
  props: { whole: String, inset: String, places: Object, words: Object, grey: Array },
  data() {
    const picture = { classes: "", legend: [], title: "", note: "", alt: "", kind: "municipality", values: [] };
    return { picture, chosen: -1, under: -1, box: {} };
  },
  computed: {
    groups() {
      const found = this.places.department.map((name) => ({ name, members: [] }));
      this.places.within.forEach((department, i) => { if (this.cells[i]) found[department].members.push(i); });
      return found.filter((group) => group.members.length).sort((a, b) => a.name.localeCompare(b.name));
    },
  },
  created() { this.cells = this.places.within.map(() => true); },
  mounted() {
    this.cells = this.places.within.map(() => null);
    this.$refs.drawing.querySelectorAll("[data-i]").forEach((cell) => { this.cells[Number(cell.dataset.i)] = cell; });
    if (this.waiting) this.show(this.waiting);
  },
  methods: {
    show(picture) {
      if (!this.$refs.drawing) { this.waiting = picture; return; }
      const before = this.picture.classes;
      this.cells.forEach((cell, i) => {
        if (cell && picture.classes[i] !== before[i]) cell.setAttribute("class", picture.classes[i]);
      });
      this.picture = picture;
      this.ring(this.chosen);
    },
    words_of(i) {
      if (i < 0 || !this.picture.values.length) return "";
      const [place, within] = [this.picture.kind === "municipality", this.places.within[i]];
      const value = this.picture.values[place ? i : within];
      const name = place ? `${this.places.municipality[i]}, ${this.places.department[within]}` : this.places.department[within];
      return `${name}: ${value}` + (this.picture.classes[i] === this.grey[0] ? ` (${this.grey[1]})` : "");
    },
    point(event) {
      const i = Number(event.target.dataset?.i ?? -1);
      this.under = i;
      this.ring(i >= 0 ? i : this.chosen);
      if (i < 0) return;
      const home = this.$el.getBoundingClientRect();
      const [x, y] = [event.clientX - home.left, event.clientY - home.top];
      this.box = x > home.width / 2 ? { right: `${home.width - x + 12}px`, top: `${y + 12}px` } : { left: `${x + 12}px`, top: `${y + 12}px` };
    },
    leave() { this.under = -1; this.ring(this.chosen); },
    choose() { this.ring(this.chosen); },
    ring(i) {
      const place = this.picture.kind === "municipality" ? `[data-i="${i}"]` : `[data-d="${this.places.within[i]}"]`;
      const edge = i < 0 ? "" : this.$refs.drawing.querySelector(place).getAttribute("d");
      this.$refs.drawing.querySelector(".ring").setAttribute("d", edge);
    },
  },
};
