// A table of texts; the first cell of a row names it. Cells that begin like a number stand to the right.
export default {
  template: `
    <div class="wide" tabindex="0" role="region" :aria-label="caption"><table>
      <caption :class="{ unseen: quiet }">{{ caption }}</caption>
      <thead><tr><th v-for="(cell, i) in header" :key="i" scope="col" :class="{ number: i && numeric(i) }">{{ cell }}</th></tr></thead>
      <tbody><tr v-for="(row, r) in rows" :key="r"><template v-for="(cell, i) in row" :key="i">
        <th v-if="i === 0" scope="row">{{ cell }}</th><td v-else :class="{ number: numeric(i) }">{{ cell }}</td>
      </template></tr></tbody>
    </table></div>`,
  props: { caption: String, header: Array, rows: Array, quiet: Boolean },
  methods: { numeric(i) { return this.rows.every((row) => !row[i] || /^[+\u2212-]?\d/.test(row[i])); } },
};
