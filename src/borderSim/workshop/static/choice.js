// A native select with its label; options are [value, words] or, in a group, [value, words, group].
export default {
  template: `
    <span class="choice-field"><label :for="name" :class="{ unseen: quiet }">{{ label }}</label>
      <select ref="select" :id="name" @change="$emit('choose', $event.target.value)">
        <template v-for="[group, items] in groups" :key="group">
          <optgroup v-if="group" :label="group"><option v-for="o in items" :key="o[0]" :value="o[0]">{{ o[1] }}</option></optgroup>
          <option v-else v-for="o in items" :key="o[0]" :value="o[0]">{{ o[1] }}</option>
        </template>
      </select></span>`,
  props: { name: String, label: String, quiet: Boolean, options: Array, value: String },
  computed: {
    groups() {
      const found = new Map();
      for (const option of this.options) found.set(option[2] ?? "", [...(found.get(option[2] ?? "") ?? []), option]);
      return [...found];
    },
  },
  mounted() { this.show(); },
  updated() { this.show(); },
  methods: { show() { this.$refs.select.value = this.value; } },
};
