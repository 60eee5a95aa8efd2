import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A canvas that knows rectangles of black and white, which is all that a code needs. */
export class Canvas {
  width = 0;
  height = 0;
  private fill = "#000000";
  private pixels = new Uint8Array(0);

  getContext(kind: string) {
    if (kind !== "2d") {
      throw new Error(kind);
    }

    const size = this.width * this.height;
    this.pixels = this.pixels.length === size ? this.pixels : new Uint8Array(size).fill(255);
    const paint = (x: number, y: number, width: number, height: number) => {
      if (![x, y, width, height].every(Number.isInteger)) {
        throw new Error(`A module is not sharp: ${[x, y, width, height].join()}`);
      }

      for (let row = y; row < y + height; row++) {
        this.pixels.fill(this.fill === "#ffffff" ? 255 : 0, row * this.width + x, row * this.width + x + width);
      }
    };
    const choose = (colour: string) => {
      this.fill = colour;
    };
    return {
      set fillStyle(colour: string) {
        choose(colour);
      },
      fillRect: paint,
    };
  }

  /** What an independent reader finds in the picture (zbarimg); null when it finds nothing. */
  read() {
    const folder = mkdtempSync(join(tmpdir(), "talentpass-canvas-"));
    try {
      const picture = join(folder, "code.pgm");
      writeFileSync(picture, Buffer.concat([Buffer.from(`P5 ${this.width} ${this.height} 255\n`), this.pixels]));
      return execFileSync("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).replace(/\n$/, "");
    } catch (thrown) {
      if ((thrown as { status?: number }).status === 4) {
        return null;
      }

      throw thrown;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}
