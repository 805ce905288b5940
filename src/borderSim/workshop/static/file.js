// A native file input; the browser reads the text and sends it, if it is not too large. Its label is the button, since
// the browser writes its own button in the language of the browser.
export default {
  template: `
    <div class="field"><input type="file" class="unseen" :id="name" accept=".yaml,.yml,text/yaml" @change="read" />
      <label :for="name" class="button">{{ label }}</label>
      <p role="alert" class="faulty">{{ fault }}</p></div>`,
  props: { name: String, label: String, most: Number, tooLarge: String },
  data() { return { fault: "" }; },
  methods: {
    async read(event) {
      const file = event.target.files[0];
      this.fault = file && file.size > this.most ? this.tooLarge : "";
      if (file && !this.fault) this.$emit("text", await file.text());
      event.target.value = "";
    },
  },
};
