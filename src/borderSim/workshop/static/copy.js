// A link to copy. navigator.clipboard is missing on a room's plain http address: then the text is selected and copied.
export default {
  template: `
    <div class="field"><label :for="name">{{ label }}</label>
      <div class="row"><input ref="text" type="text" readonly :id="name" :value="address" class="long" @focus="$event.target.select()" />
        <button type="button" class="primary" @click="copy">{{ verb }}</button></div>
      <p role="status" class="small">{{ done ? said : "" }}</p></div>`,
  props: { name: String, label: String, path: String, verb: String, said: String },
  data() { return { done: false }; },
  computed: { address() { return location.origin + this.path; } },
  methods: {
    async copy() {
      this.$refs.text.select();
      if (navigator.clipboard) await navigator.clipboard.writeText(this.address);
      else document.execCommand("copy");
      this.done = true;
    },
  },
};
