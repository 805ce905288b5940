// The time left of a round: it counts in the browser, from the server's clock, so no message is needed each second.
const parts = seconds => [Math.floor(seconds / 60), Math.floor(seconds % 60)];

export default {
  template: `<span role="timer" class="clock" :class="{late: left === 0}" :aria-label="spoken">{{shown}}</span>`,
  props: {endsAt: Number, serverNow: Number, spokenLeft: String, over: String},
  data: () => ({now: 0, ahead: 0, ticker: 0}),
  computed: {
    left() { return Math.max(0, Math.ceil(this.endsAt - this.now)); },
    shown() { return parts(this.left).map(part => String(part).padStart(2, '0')).join(':'); },
    spoken() {
      if (this.left === 0) return this.over;
      const [minutes, seconds] = parts(this.left);
      return this.spokenLeft.replace('%m', minutes).replace('%s', seconds);
    },
  },
  watch: {serverNow() { this.set(); }},
  methods: {
    set() { this.ahead = Date.now() / 1000 - this.serverNow; this.tick(); },
    tick() { this.now = Date.now() / 1000 - this.ahead; },
  },
  mounted() { this.set(); this.ticker = setInterval(() => this.tick(), 500); },
  unmounted() { clearInterval(this.ticker); },
};
