// A native modal dialog: Escape and the button close it, and the focus goes back to where it was.
export default {
  template: `
    <dialog ref="dialog" :class="{ broad }" :aria-labelledby="name" @close="$emit('closed')">
      <div class="top"><h2 :id="name">{{ title }}</h2><button type="button" class="plain" @click="close">{{ closing }}</button></div>
      <div class="inside"><slot></slot></div>
    </dialog>`,
  props: { name: String, title: String, closing: String, broad: Boolean },
  methods: {
    open() {
      if (!this.$refs.dialog.open) this.$refs.dialog.showModal();
      this.$refs.dialog.scrollTop = 0;
    },
    close() { if (this.$refs.dialog.open) this.$refs.dialog.close(); },
  },
};
