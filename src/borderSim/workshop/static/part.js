// A part of a page that the server draws again: the keyboard's place stays where it was, or at the part's beginning.
export default {
  template: `<div tabindex="-1" class="part"><slot></slot></div>`,
  data: () => ({inside: false, at: ''}),
  beforeUpdate() {
    const active = document.activeElement;
    this.inside = this.inside || (active !== this.$el && this.$el.contains(active));
    if (this.inside) this.at = active.dataset.at || this.at;
  },
  updated() {
    if (!this.inside) return;
    if (document.activeElement === document.body) {
      const same = this.at && this.$el.querySelector(`[data-at="${this.at}"]`);
      (same || this.$el).focus({preventScroll: true});
    }
    this.inside = false;
  },
};
