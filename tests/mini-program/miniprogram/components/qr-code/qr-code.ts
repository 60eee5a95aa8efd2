import { modules } from "../../shared/pages";

const quiet = 4;

/** A QR code, drawn on a canvas. Without a code the canvas is white. */
Component({
  properties: {
    code: String,
    label: String,
  },
  observers: {
    code() {
      this.draw();
    },
  },
  lifetimes: {
    ready() {
      this.draw();
    },
  },
  methods: {
    draw() {
      const code = this.data.code;
      this.createSelectorQuery().select("#qr").fields({ node: true, size: true }).exec((found: ({ node?: WechatMiniprogram.Canvas; width: number; height: number } | null)[]) => {
        const canvas = found[0];
        if (canvas?.node && code === this.data.code) {
          paint(canvas.node, canvas.width * wx.getWindowInfo().pixelRatio, code);
        }
      });
    },
  },
});

/** Draws whole pixels only, so that every module is sharp. */
function paint(canvas: WechatMiniprogram.Canvas, pixels: number, code: string) {
  const side = Math.floor(pixels);
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext("2d") as WechatMiniprogram.CanvasRenderingContext.CanvasRenderingContext2D;
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, side, side);
  if (code === "") {
    return;
  }

  const rows = modules(code);
  const scale = Math.floor(side / (rows.length + 2 * quiet));
  const start = Math.floor((side - scale * rows.length) / 2);
  context.fillStyle = "#000000";
  rows.forEach((row, y) => row.forEach((dark, x) => {
    if (dark) {
      context.fillRect(start + x * scale, start + y * scale, scale, scale);
    }
  }));
}
