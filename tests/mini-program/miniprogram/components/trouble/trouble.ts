import { wordsOf, type Worded } from "../../view/dress";
import type { Trouble } from "../../view/trouble";

const texts = ["problem.retry"];

/** Says what went wrong, and offers to try again where that may help. */
Component({
  properties: {
    what: { type: Object, value: null as unknown as Trouble },
  },
  data: { tx: {} as Worded },
  observers: {
    what() {
      this.setData({ tx: wordsOf(texts) });
    },
  },
  methods: {
    retry() {
      this.triggerEvent("retry");
    },
  },
});
