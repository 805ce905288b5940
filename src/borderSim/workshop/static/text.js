// A native text or number field with its label; what is typed stays while the page around it changes.
export default {
  template: `
    <div class="field"><label :for="name">{{ label }}</label>
      <input ref="input" :id="name" type="text" :maxlength="most" :inputmode="mode" :aria-describedby="help ? name + '-help' : null"
        autocomplete="off" @input="$emit('typed', $event.target.value)" @keydown.enter="$emit('entered')">
      <span v-if="help" :id="name + '-help'" class="small">{{ help }}</span></div>`,
  props: { name: String, label: String, value: String, help: String, most: Number, mode: String },
  mounted() { this.put(this.value); },
  methods: { put(value) { this.$refs.input.value = value; } },
};
