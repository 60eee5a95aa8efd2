import type { Fact } from "../../view/rows";

/** What is known of something: titles with texts or lists. */
Component({
  properties: {
    pairs: { type: Array, value: [] as Fact[] },
  },
});
